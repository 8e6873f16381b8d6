import { describe, expect, test } from "vitest";
import { oneSided, scan } from "../../src/drift/cusum.js";
import { outlook } from "../../src/drift/outlook.js";
import { deviate, referenceOf } from "../../src/drift/reference.js";
import { lagOne, seriesOf, whitened, type Point, type Watched } from "../../src/drift/series.js";
import { random } from "../../src/entity/random.js";

const week = 7 * 86_400_000;
const point = (i: number, value: number, rest: Partial<Point> = {}): Point => ({ start: i * week, end: (i + 1) * week, value, n: null, stdErr: null, definition: null, ...rest });
const watched = (values: readonly number[], rest: Partial<Watched> = {}): Watched => ({ points: values.map((value, i) => point(i, value)), baselines: [], better: "LOWER", target: null, unit: "s", ...rest });
const all = 1000 * week;
/** 4, 6, 4, 6, ...: mean 5. */
const calm = (length: number, level = 5) => Array.from({ length }, (_, i) => level + (i % 2 ? 1 : -1));

describe("a reference", () => {
  const every = new Uint8Array(4).fill(1);
  test("without known variances is mean and variance", () => {
    expect(referenceOf(Float64Array.of(1, 2, 3, 6), new Float64Array(4), every, 0, 4)).toEqual({ n: 4, mean: 3, meanVariance: 14 / 12, between: 14 / 3 });
  });

  test("with known ones gives the surer points more weight", () => {
    const { mean, between, meanVariance } = referenceOf(Float64Array.of(0.5, 0.5, 0.5, 0.9), Float64Array.of(0.01, 0.01, 0.01, 1), every, 0, 4);
    expect(between).toBe(0);
    expect(mean).toBeCloseTo((300 * 0.5 + 0.9) / 301, 10);
    expect(meanVariance).toBeCloseTo(1 / 301, 10);
  });

  test("the spread beyond sampling is DerSimonian and Laird's", () => {
    const { between } = referenceOf(Float64Array.of(0, 2), Float64Array.of(1, 1), every, 0, 2);
    expect(between).toBe((2 - 1) / (2 - 2 / 2));
  });

  test("turns Student's t into a normal deviate", () => {
    const reference = { n: 11, mean: 0, meanVariance: 0, between: 1 };
    expect(deviate(reference, 2.228, 0)).toBeCloseTo(1.96, 2);
    expect(deviate(reference, -1.812, 0)).toBeCloseTo(-1.645, 2);
    expect(deviate({ ...reference, between: 0 }, 1, 0)).toBe(Infinity);
    expect(deviate({ ...reference, between: 0 }, 0, 0)).toBe(0);
  });
});

describe("the sum", () => {
  test("by hand: reference 4 and 6, five points of 9, each clipped or less", () => {
    const values = Float64Array.from([...calm(10), 9, 9, 9, 9, 9]);
    const { alarm, mode, used } = scan(values, new Float64Array(15), 1, oneSided);
    const z = deviate(referenceOf(values, new Float64Array(15), new Uint8Array(15).fill(1), 0, 10), 9, 0);
    expect(z).toBeGreaterThan(2.5);
    expect(mode).toBe("SHIFTED");
    expect(alarm).toMatchObject({ changeAt: 10, recoveredAt: null });
    expect([...used]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  });

  test("one wild point doesn't alarm", () => {
    expect(scan(Float64Array.from([...calm(20), 1000, ...calm(20)]), new Float64Array(41), 1, oneSided).alarm).toBeNull();
  });
});

describe("a signal", () => {
  test("of too few points is unknown, which isn't stable", () => {
    expect(outlook(watched(calm(10)), null, all)).toMatchObject({ state: "UNKNOWN", reason: "There are 10 points to compare; more than 10 are needed.", effect: null });
    expect(outlook(watched([]), null, all)).toMatchObject({ state: "UNKNOWN", evidence: { points: 0 } });
    expect(outlook(watched(calm(30)), null, all)).toMatchObject({ state: "STABLE", changePoint: null, evidence: { points: 30, baselinePoints: 30, baselineMean: 5 } });
  });

  test("that gets worse drifts, with its change point and size, only in the harmful direction", () => {
    const values = [...calm(30), ...calm(10, 9)];
    const found = outlook(watched(values), null, all);
    expect(found).toMatchObject({ state: "DRIFTING", changePoint: 30 * week, change: 4, evidence: { baselinePoints: 30, baselineMean: 5 } });
    expect(found.effect).toBeCloseTo(4 / Math.sqrt(30 / 29), 10);
    expect(outlook(watched(values, { better: "HIGHER" }), null, all).state).toBe("STABLE");
    expect(outlook(watched(values.map((value) => -value), { better: "HIGHER" }), null, all)).toMatchObject({ state: "DRIFTING", change: -4, evidence: { baselineMean: -5 } });
    for (const turn of [1, -1])
      expect(outlook(watched(values.map((value) => turn * value), { better: "TARGET", target: 0 }), null, all)).toMatchObject({ state: "DRIFTING", change: turn * 4 });
  });

  test("that comes back has recovered, and is stable after twenty more points", () => {
    const back = (more: number) => outlook(watched([...calm(30), ...calm(10, 9), ...calm(more)]), null, all).state;
    expect([back(0), back(3), back(6), back(40)]).toEqual(["DRIFTING", "DRIFTING", "RECOVERED", "STABLE"]);
  });

  test("that moves less than matters is watched", () => {
    expect(outlook(watched([...calm(30), ...calm(10, 9)]), 5, all)).toMatchObject({ state: "WATCH", change: 4, reason: "The change is smaller than 5, the smallest that matters." });
  });

  test("starts anew at a baseline and with another definition, and ends at the moment asked about", () => {
    const values = [...calm(30), ...calm(30, 9)];
    expect(outlook(watched(values, { baselines: [30 * week] }), null, all)).toMatchObject({ state: "STABLE", evidence: { points: 30, begins: "BASELINE", baselineMean: 9 } });
    const redefined = values.map((value, i) => point(i, value, { definition: i < 30 ? "1" : "2" }));
    expect(outlook(watched(values, { points: redefined }), null, all)).toMatchObject({ state: "STABLE", evidence: { points: 30, begins: "NEW_DEFINITION" } });
    expect(outlook(watched(values), null, 30 * week)).toMatchObject({ state: "STABLE", evidence: { points: 30 } });
  });

  test("that is a rate is judged by its cases: what 40 show by chance, 4,000 don't", () => {
    const rates = (n: number) => watched([], { unit: null, points: [...calm(30).map((value) => 0.5 + (value - 5) * 0.001), ...Array<number>(6).fill(0.54)].map((value, i) => point(i, value, { n })) });
    expect(outlook(rates(40), null, all).state).toBe("STABLE");
    expect(outlook(rates(40_000), null, all).state).toBe("DRIFTING");
  });
});

test("correlation with the point before is measured and taken out", () => {
  const next = random(3);
  const values = new Float64Array(400);
  for (let i = 1; i < 400; i += 1) values[i] = 0.6 * values[i - 1]! + next() - 0.5;
  const r = lagOne(values, 400);
  expect(r).toBeGreaterThan(0.5);
  expect(Math.abs(lagOne(whitened(values, new Float64Array(400), r).values, 400))).toBeLessThan(0.1);
  expect(whitened(Float64Array.of(2, 3), Float64Array.of(1, 1), 0.5)).toEqual({ values: Float64Array.of(1, 2), variances: Float64Array.of(1, 1.25) });
  expect(lagOne(new Float64Array(5), 5)).toBe(0);
});

test("a series keeps what can be compared, worse upwards", () => {
  const series = seriesOf(watched([0.2, 0.4], { unit: null, better: "HIGHER", points: [point(0, 0.2, { n: 10 }), point(1, 0.4, { n: 30 })] }), all);
  expect([...series.values]).toEqual([-0.2, -0.4]);
  expect(series.variances[0]).toBeCloseTo((0.35 * 0.65) / 10, 10);
  expect(series.variances[1]).toBeCloseTo((0.35 * 0.65) / 30, 10);
});
