import { expect, test } from "vitest";
import { oneSided, scan, twoSided, type Settings } from "../../src/drift/cusum.js";
import { random } from "../../src/entity/random.js";

/** Standard normal numbers (Box and Muller). */
function normals(seed: number): () => number {
  const next = random(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
const runs = 2000;
const baseline = 20;

/** First alarm after the baseline in each of many series of white noise that moves up by `shift` after it; null where there is none. */
function alarms(shift: number, length: number, sides: 1 | 2, settings: Settings): readonly (number | null)[] {
  const next = normals(11);
  return Array.from({ length: runs }, () => {
    const values = Float64Array.from({ length: baseline + length }, (_, i) => 50 + 3 * (next() + (i < baseline ? 0 : shift)));
    for (let end = baseline + 1; end <= values.length; end += length > 30 ? values.length - baseline - 1 : 1) {
      const { alarm } = scan(values.subarray(0, end), new Float64Array(end), sides, settings);
      if (alarm && alarm.at >= baseline) return alarm.at - baseline + 1;
    }
    return null;
  });
}
const share = (found: readonly (number | null)[]) => found.filter((at) => at !== null).length / found.length;
const mean = (found: readonly (number | null)[]) => found.reduce<number>((sum, at) => sum + (at ?? 0), 0) / found.filter((at) => at !== null).length;

test("at most 5 % of 100-point series in control alarm after 20 baseline points, one-sided and two-sided", () => {
  expect(share(alarms(0, 100, 1, oneSided))).toBeLessThanOrEqual(0.05);
  expect(share(alarms(0, 100, 2, twoSided))).toBeLessThanOrEqual(0.05);
}, 60_000);

test("2 sd is found within 30 points in 98 % of series, after 7 points in the mean", () => {
  const found = alarms(2, 30, 1, oneSided);
  expect(share(found)).toBeGreaterThanOrEqual(0.98);
  expect(mean(found)).toBeLessThanOrEqual(7);
}, 60_000);

test("two-sided, it is found both ways", () => {
  const found = alarms(-2, 30, 2, twoSided);
  expect(share(found)).toBeGreaterThanOrEqual(0.95);
  expect(mean(found)).toBeLessThanOrEqual(8.5);
}, 60_000);
