import { describe, expect, test } from "vitest";
import { hiddenCells, newestShare, newModels, newTasks, releasedAfter, type NamedCell } from "../../src/transfer/splits.js";

const cells: readonly NamedCell[] = Array.from({ length: 600 }, (_, at) => ({ model: `m${at % 20}`, task: `t${Math.floor(at / 20)}` }));
const countBy = (hidden: readonly (readonly [string, string])[], side: 0 | 1) => {
  const counts = new Map<string, number>();
  for (const pair of hidden) counts.set(pair[side], (counts.get(pair[side]) ?? 0) + 1);
  return counts;
};

describe("splits", () => {
  test("hide about the share of cells asked for, the same ones for the same seed", () => {
    const { hidden } = hiddenCells(cells, 0.3, 7);
    expect(hidden.length / 600).toBeGreaterThan(0.24);
    expect(hidden.length / 600).toBeLessThan(0.36);
    expect(hiddenCells(cells, 0.3, 7)).toEqual({ hidden });
    expect(hiddenCells(cells, 0.3, 8)).not.toEqual({ hidden });
  });

  test("leave a fifth of the tasks as many runs as asked for", () => {
    const counts = countBy(newTasks(cells, 5, 1).hidden, 1);
    expect([...counts.values()]).toEqual(Array.from({ length: 6 }, () => 15));
    expect(new Set(countBy(newTasks(cells, 0, 1).hidden, 1).keys())).toEqual(new Set(counts.keys()));
  });

  test("leave a fifth of the models none", () => {
    expect([...countBy(newModels(cells, 0, 1).hidden, 0).values()]).toEqual([30, 30, 30, 30]);
  });

  test("don't take what is too small to be judged", () => {
    expect(newTasks(cells, 16, 1).hidden).toEqual([]);
  });

  test("hide the models that came out after a moment; those without a date are seen", () => {
    const released = new Map([["m1", 10], ["m2", 30], ["m3", 20], ["m4", 40], ["m5", 50]]);
    expect(newestShare(released, 0.2)).toBe(40);
    expect(new Set(countBy(releasedAfter(cells, released, 30).hidden, 0).keys())).toEqual(new Set(["m4", "m5"]));
  });
});
