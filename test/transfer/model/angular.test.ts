import { describe, expect, test } from "vitest";
import { angularTable, fromAngular, sdInPoints, toAngular } from "../../../src/transfer/model/angular.js";
import { column } from "./made.js";

describe("the angular scale", () => {
  const share = [0, 100] as const;

  test("is points in the middle and widens towards both ends alike", () => {
    expect(toAngular(share, 50)).toBeCloseTo(50, 10);
    expect(toAngular(share, 50.1) - 50).toBeCloseTo(0.1, 4);
    expect(toAngular(share, 100)).toBeCloseTo(50 + 25 * Math.PI, 10);
    expect(toAngular(share, 90) - 50).toBeCloseTo(50 - toAngular(share, 10), 10);
    // asin(sqrt(3/4)) = pi/3.
    expect(toAngular(share, 75)).toBeCloseTo(50 + (100 * Math.PI) / 12, 10);
  });

  test("is the arcsine of a correlation", () => {
    for (const r of [-0.9, -0.2, 0, 0.5]) expect(toAngular([-100, 100], 100 * r)).toBeCloseTo(100 * Math.asin(r), 10);
  });

  test.each([[share], [[-100, 0] as const], [[-100, 100] as const], [[-50, 100] as const], [[0, 25] as const], [null]])("leads back to points in %j, and greater points are greater", (range) => {
    const [least, most] = range ?? [-300, 300];
    const all = Array.from({ length: 41 }, (_, at) => least + ((most - least) * at) / 40);
    for (const points of all) expect(fromAngular(range, toAngular(range, points))).toBeCloseTo(points, 9);
    const scaled = all.map((points) => toAngular(range, points));
    expect(scaled).toEqual([...scaled].sort((one, other) => one - other));
  });

  test("ends with the range", () => {
    expect(fromAngular(share, toAngular(share, 0) - 20)).toBe(0);
    expect(fromAngular(share, toAngular(share, 100) + 20)).toBe(100);
    expect(toAngular(share, 120)).toBe(toAngular(share, 100));
    expect(fromAngular([-100, 100], -1_000)).toBe(-100);
  });

  test("is the same where lower is better, the other way round", () => {
    for (const points of [3, 40, 88]) expect(toAngular([-100, 0], -points)).toBeCloseTo(-toAngular(share, points), 10);
  });

  test("makes a standard deviation smaller in points near an end, and never nothing", () => {
    expect(sdInPoints(share, 50, 2)).toBeCloseTo(2, 2);
    expect(sdInPoints(share, toAngular(share, 95), 2)).toBeCloseTo(2 * 2 * Math.sqrt(0.95 * 0.05), 2);
    expect(sdInPoints(share, toAngular(share, 100) + 10, 6)).toBeCloseTo(50 * Math.sin(0.06) ** 2, 10);
    expect(sdInPoints(null, 95, 2)).toBe(2);
  });

  test("gives shares of equally many cases equal standard errors in a table, and what chance scores its place", () => {
    const n = 400;
    const shares = [0.5, 0.8, 0.95];
    const table = {
      subjects: [],
      columns: [column("bounded", { range: share, chance: 25 }), column("open", { chance: 25 })],
      cells: {
        columns: Int32Array.of(0, 0, 0, 1), subjects: Int32Array.of(0, 1, 2, 0), values: Float64Array.of(...shares.map((p) => 100 * p), 7), stdErrs: Float64Array.of(...shares.map((p) => 100 * Math.sqrt((p * (1 - p)) / n)), 3), apart: new Float64Array(4),
      },
    };
    const { columns, cells } = angularTable(table);
    for (const at of shares.keys()) expect(cells.stdErrs[at]).toBeCloseTo(50 / Math.sqrt(n), 1);
    expect([cells.values[3], cells.stdErrs[3], columns[1]!.chance]).toEqual([7, 3, 25]);
    expect(columns[0]!.chance).toBe(toAngular(share, 25));
    expect(table.cells.values[0]).toBe(50);
  });
});
