import { expect, test } from "vitest";
import { quality, spearman } from "../../src/transfer/measures.js";

test("errors, coverage and width of predictions worked by hand", () => {
  const cell = (truth: number, mean: number, half: number) => ({ task: "t", truth, mean, low: mean - half, high: mean + half });
  expect(quality([cell(10, 13, 3), cell(20, 16, 3)])).toEqual({ n: 2, rmse: Math.sqrt(12.5), mae: 3.5, spearman: null, coverage: 0.5, width: 6, regretAt5: null });
  expect(quality([])).toEqual({ n: 0, rmse: null, mae: null, spearman: null, coverage: null, width: null, regretAt5: null });
});

test("rank correlation has ties at their middle ranks", () => {
  expect(spearman([1, 2, 3, 4], [10, 20, 30, 40])).toBe(1);
  expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
  expect(spearman([1, 2, 3], [5, 5, 9])).toBeCloseTo(1.5 / Math.sqrt(2 * 1.5), 12);
  expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(spearman([1, 2, 3], [7, 7, 7])).toBe(0);
});

test("rank correlation is taken within a task, and averaged over tasks", () => {
  const of = (task: string, pairs: readonly (readonly [number, number])[]) => pairs.map(([truth, mean]) => ({ task, truth, mean, low: mean, high: mean }));
  expect(quality([...of("a", [[1, 1], [2, 2], [3, 3]]), ...of("b", [[101, 3], [102, 2], [103, 1]]), ...of("c", [[1, 1], [2, 2]])]).spearman).toBe(0);
});

test("regret is what the best of the predicted top five lacks of the best", () => {
  const cells = Array.from({ length: 12 }, (_, at) => ({ task: "t", truth: at, mean: at < 10 ? at : -1, low: 0, high: 0 }));
  expect(quality(cells).regretAt5).toBe(11 - 9);
  expect(quality(cells.slice(0, 9)).regretAt5).toBeNull();
});
