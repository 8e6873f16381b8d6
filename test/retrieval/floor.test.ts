import { expect, test } from "vitest";
import { calibratedFloor, floorRates, type JudgedCosines } from "../../src/retrieval/floor.js";

const cosines = (relevant: number | null, other: number | null = null): JudgedCosines => ({ relevant, other });
/** .601, .602 ... .700 */
const hundred = Array.from({ length: 100 }, (_, at) => cosines((601 + at) / 1000));

test("a floor keeps the share that it is to keep, and is the highest in hundredths that does", () => {
  expect(calibratedFloor(hundred, 0.98)).toBe(0.6);
  expect(calibratedFloor(hundred, 0.9)).toBe(0.61);
  expect(calibratedFloor(hundred, 0.5)).toBe(0.65);
  for (const keep of [0.5, 0.9, 0.95, 0.98, 1]) {
    const floor = calibratedFloor(hundred, keep)!;
    expect(floorRates(hundred, () => floor).kept).toBeGreaterThanOrEqual(keep);
    expect(floorRates(hundred, () => floor + 0.01).kept).toBeLessThan(keep);
  }
});

test("too few queries to lose any lose none", () => expect(calibratedFloor([cosines(0.7), cosines(0.523), cosines(0.9)], 0.98)).toBe(0.52));

test("queries for which nothing relevant was found say nothing about the floor", () => {
  expect(calibratedFloor([cosines(null, 0.9)], 0.98)).toBeNull();
  expect(floorRates([cosines(null, 0.9), cosines(0.6, 0.8)], () => 0.7)).toEqual({ kept: 0, turnedAway: 0 });
});

test("a question without its documents is turned away where nothing else is as near as the floor", () => {
  const some = [cosines(0.8, 0.5), cosines(0.8, 0.6), cosines(0.8, null), cosines(0.8, 0.7)];
  expect(floorRates(some, () => 0.6)).toEqual({ kept: 1, turnedAway: 0.5 });
  expect(floorRates(some, (query) => [0.6, 0.61, 0.9, 0.9][query]!)).toEqual({ kept: 0.5, turnedAway: 1 });
  expect(floorRates([], () => 0.6)).toEqual({ kept: null, turnedAway: null });
});
