import { expect, test } from "vitest";
import { mixShift } from "../../src/drift/mixShift.js";
import { random } from "../../src/entity/random.js";

const rate = (slice: string, n: number, value: number) => ({ slice, n, value, stdErr: null });

test("a change of shares alone is mix, one of values alone is within, by hand", () => {
  const before = [rate("en", 80, 0.9), rate("es", 20, 0.5)];
  const mix = mixShift(before, [rate("en", 50, 0.9), rate("es", 50, 0.5)]);
  expect(mix.total).toBeCloseTo(-0.12, 12);
  expect(mix.mix.change).toBeCloseTo(-0.12, 12);
  expect(mix.within.change).toBeCloseTo(0, 12);
  const within = mixShift(before, [rate("en", 80, 0.8), rate("es", 20, 0.5)]);
  expect(within.within.change).toBeCloseTo(-0.08, 12);
  expect(within.mix.change).toBeCloseTo(0, 12);
  expect(within.slices[0]).toMatchObject({ slice: "en", before: 0.8, after: 0.8 });
});

test("both at once are Kitagawa's halves, and add up", () => {
  const { total, mix, within } = mixShift([rate("a", 60, 0.8), rate("b", 40, 0.4)], [rate("a", 30, 0.6), rate("b", 70, 0.5)]);
  expect(mix.change).toBeCloseTo(-0.3 * 0.7 + 0.3 * 0.45, 12);
  expect(within.change).toBeCloseTo(-0.2 * 0.45 + 0.1 * 0.55, 12);
  expect(total).toBeCloseTo(0.3 * 0.6 + 0.7 * 0.5 - (0.6 * 0.8 + 0.4 * 0.4), 12);
});

test("a slice that only one period has is mix, and rows of one slice are joined", () => {
  const { mix, within } = mixShift([rate("a", 100, 0.8)], [rate("a", 25, 0.8), rate("a", 25, 0.8), rate("new", 50, 0.4)]);
  expect(mix.change).toBeCloseTo(-0.2, 12);
  expect(within.change).toBeCloseTo(0, 12);
});

test("standard errors are what repeated samples show", () => {
  const next = random(6);
  const sample = (shareOfA: number, a: number, b: number) => {
    const [n, right] = [[0, 0], [0, 0]];
    for (let i = 0; i < 300; i += 1) {
      const slice = next() < shareOfA ? 0 : 1;
      n[slice]! += 1;
      right[slice]! += next() < [a, b][slice]! ? 1 : 0;
    }
    return [rate("a", n[0]!, right[0]! / n[0]!), rate("b", n[1]!, right[1]! / n[1]!)];
  };
  const found = Array.from({ length: 400 }, () => mixShift(sample(0.7, 0.9, 0.5), sample(0.5, 0.8, 0.5)));
  for (const part of ["mix", "within"] as const) {
    const changes = found.map((each) => each[part].change);
    const mean = changes.reduce((sum, each) => sum + each, 0) / changes.length;
    const sd = Math.sqrt(changes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / changes.length);
    const told = found.reduce((sum, each) => sum + each[part].stdErr!, 0) / found.length;
    expect(told / sd).toBeGreaterThan(0.88);
    expect(told / sd).toBeLessThan(1.12);
  }
});

test("what has no standard error and is no rate has none of its parts", () => {
  expect(mixShift([{ slice: "a", n: 10, value: 250, stdErr: null }], [{ slice: "a", n: 10, value: 300, stdErr: 5 }])).toMatchObject({ within: { change: 50, stdErr: null } });
});
