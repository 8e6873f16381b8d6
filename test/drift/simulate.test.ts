import { expect, test } from "vitest";
import { scan } from "../../src/drift/cusum.js";
import { settingsFor } from "../../src/drift/settings.js";
import { noise, normals, type Noise } from "../support/noise.js";

const runs = 400;
const baseline = 20;

/** The last alarm in each of many series of noise that moves up by `shift` standard deviations after the baseline, as the place of its point after the baseline, from 1; null where there is none. */
function alarms(kind: Noise, shift: number, length: number, sides: 1 | 2, falseAlarms?: number): readonly (number | null)[] {
  const normal = normals(11);
  const settings = { ...settingsFor(sides, falseAlarms), recovery: length };
  return Array.from({ length: runs }, () => {
    const values = noise(kind, baseline + length, normal).map((value, i) => 50 + 3 * (value + (i < baseline ? 0 : shift)));
    const { alarm } = scan(values, new Float64Array(values.length), sides, settings);
    return alarm && alarm.at >= baseline ? alarm.at - baseline + 1 : null;
  });
}
const share = (found: readonly (number | null)[]) => found.filter((at) => at !== null).length / found.length;
const mean = (found: readonly (number | null)[]) => found.reduce<number>((sum, at) => sum + (at ?? 0), 0) / found.filter((at) => at !== null).length;
/** Of so many runs, two standard deviations more than the share. */
const withChance = (rate: number) => rate + 2 * Math.sqrt((rate * (1 - rate)) / runs);

test.each(["white", "t3", "ar.3"] as const)("in %s noise, at most 5 of 100 series of 100 points alarm after 20 points, watched one way or both, and 1 where that is wanted", (kind) => {
  expect(share(alarms(kind, 0, 100, 1))).toBeLessThanOrEqual(withChance(0.05));
  expect(share(alarms(kind, 0, 100, 2))).toBeLessThanOrEqual(withChance(0.05));
  expect(share(alarms(kind, 0, 100, 1, 0.01))).toBeLessThanOrEqual(withChance(0.01));
});

test.each([["white", 0.97, 7.5], ["t3", 0.98, 6.5], ["ar.3", 0.86, 9.5]] as const)("in %s noise, 2 sd is found within 30 points in a share of at least %f, after %f points in the mean", (kind, least, delay) => {
  const found = alarms(kind, 2, 30, 1);
  expect(share(found)).toBeGreaterThanOrEqual(least);
  expect(mean(found)).toBeLessThanOrEqual(delay);
});

test("watched both ways, it is found both ways", () => {
  for (const shift of [2, -2]) expect(share(alarms("white", shift, 30, 2))).toBeGreaterThanOrEqual(0.9);
});

test("settings lie between those of the rates that were measured, and keep to their ends", () => {
  const h = (rate: number) => settingsFor(1, rate).h;
  expect([h(0.1), h(0.07), h(0.05), h(0.03), h(0.001)]).toEqual([h(0.1), h(0.07), h(0.05), h(0.03), h(0.002)].sort((a, b) => a - b));
  expect(h(0.07)).toBeGreaterThan(h(0.1));
  expect(h(0.5)).toBe(h(0.2));
  expect(settingsFor(1, 0.05, 40).h).toBeLessThan(settingsFor(1, 0.05, 20).h);
  expect(settingsFor(2).h).toBeGreaterThan(settingsFor(1).h);
});
