import { describe, expect, test } from "vitest";
import { changePoints } from "../../src/drift/changePoints.js";
import { segmentCost } from "../../src/drift/segmentCost.js";
import { noise, normals } from "../support/noise.js";

const normal = normals(5);
/** White noise on levels that begin at these points. */
const steps = (length: number, starts: readonly number[], levels: readonly number[]) =>
  noise("white", length, normal).map((value, i) => value + levels[starts.findLastIndex((start) => start <= i) + 1]!);

describe("the cost of a stretch", () => {
  test("is n ln(variance) about a level, by hand", () => {
    const cost = segmentCost(Float64Array.of(1, -1, 1, -1))!;
    // Standardised as they are; the noise's variance, of differences of 2, is 1.4826^2 * 4 / 2, of which .3 are added.
    const floor = 0.3 * ((1.4826 * 2) ** 2 / 2);
    expect(cost.cost(0, 4)).toBeCloseTo(4 * Math.log(1 + floor), 10);
    expect(cost.cost(0, 1)).toBeCloseTo(Math.log(floor), 10);
  });

  test("is a line's where that is cheaper, which leaves nothing of a line over", () => {
    const line = segmentCost(Float64Array.from({ length: 40 }, (_, i) => 3 * i))!;
    expect(Math.max(...line.residuals(5, 30).map(Math.abs))).toBeLessThan(1e-9);
    expect([...segmentCost(Float64Array.of(1, 2, 1, 2, 9))!.residuals(0, 4)].reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 10);
  });

  test("isn't defined where nothing varies", () => {
    expect(segmentCost(new Float64Array(9).fill(0.1))).toBeNull();
    expect(segmentCost(new Float64Array(0))).toBeNull();
  });
});

describe("regimes", () => {
  test("of levels are found where they begin", () => {
    const found = changePoints([steps(150, [40, 90], [0, 4, -1])]);
    expect(found).toHaveLength(2);
    expect(Math.abs(found[0]! - 40)).toBeLessThanOrEqual(2);
    expect(Math.abs(found[1]! - 90)).toBeLessThanOrEqual(2);
  });

  test("of trends are found where the slope turns, and a straight trend is one regime", () => {
    const turned = noise("white", 120, normal).map((value, i) => value + (i < 60 ? 0.4 * i : 24 - 0.4 * (i - 60)));
    const found = changePoints([turned]);
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]! - 60)).toBeLessThanOrEqual(3);
    expect(changePoints([noise("white", 120, normal).map((value, i) => value + 0.4 * i)])).toEqual([]);
  });

  test("that there are none of are rarely found: in noise of any kind, at most 5 of 100 series have one", () => {
    for (const kind of ["white", "t3", "ar.3"] as const) expect(Array.from({ length: 100 }, () => changePoints([noise(kind, 100, normal)])).filter(({ length }) => length > 0).length).toBeLessThanOrEqual(5);
  });

  test("of several columns begin together", () => {
    const [first, second] = [noise("white", 100, normal), noise("white", 100, normal).map((value, i) => value + (i < 50 ? 0 : 4))];
    const found = changePoints([first, second]);
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]! - 50)).toBeLessThanOrEqual(2);
  });

  test("are told by index also where points are missing, and a column without points doesn't matter", () => {
    const values = steps(120, [60], [0, 5]).map((value, i) => (i % 10 === 3 || (i > 20 && i < 30) ? NaN : value));
    const found = changePoints([values, new Float64Array(120).fill(NaN)]);
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]! - 60)).toBeLessThanOrEqual(2);
  });

  test("aren't made by a season, nor by what can't have any", () => {
    expect(changePoints([noise("white", 120, normal).map((value, i) => value + 6 * Math.sin((2 * Math.PI * i) / 12))])).toEqual([]);
    for (const values of [[], [1], [1, 2], [5, 5, 5, 5, 5, 5], [NaN, NaN, NaN]]) expect(changePoints([Float64Array.from(values)])).toEqual([]);
    expect(changePoints([])).toEqual([]);
  });

  test("don't depend on the unit", () => {
    const values = steps(150, [40, 90], [0, 4, -1]);
    expect(changePoints([values.map((value) => 1e6 + 1e-3 * value)])).toEqual(changePoints([values]));
  });
});
