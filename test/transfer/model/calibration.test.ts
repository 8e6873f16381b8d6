import { describe, expect, test } from "vitest";
import { bestShare, judged, type HiddenCell } from "../../../src/transfer/model/backtest.js";
import { conformalFactor } from "../../../src/transfer/model/calibration.js";
import { holdouts } from "../../../src/transfer/model/holdouts.js";
import { meansModel } from "../../../src/transfer/model/meansModel.js";
import { rowsOf } from "../../../src/transfer/model/rows.js";
import { groupOf } from "../../../src/transfer/model/transferModel.js";
import { madeTable } from "./made.js";

const [known, cold] = [groupOf(20, 20), groupOf(20, 0)];

describe("the factor of an interval", () => {
  const each = (distances: Float64Array, clusters = distances.length) => ({ distances, clusters });
  const hundred = each(Float64Array.from({ length: 99 }, (_, at) => (at + 1) / 10));

  test("is the distance that the level's share of the group's hidden cells keeps", () => {
    expect(conformalFactor({ conformity: { [known]: hundred } }, known, 0.9)).toBe(9);
    expect(conformalFactor({ conformity: { [known]: hundred } }, known, 0.5)).toBe(5);
    expect(conformalFactor({ conformity: { [known]: hundred } }, known, 0.999)).toBeNull();
  });

  test("is wider where cells are of few columns, which are off together, and never beyond all", () => {
    expect(conformalFactor({ conformity: { [cold]: each(hundred.distances, 33) } }, cold, 0.9)).toBe(9.2);
    expect(conformalFactor({ conformity: { [cold]: each(hundred.distances, 3) } }, cold, 0.9)).toBe(9.9);
  });

  test("is that of all groups where the own one has too few", () => {
    const conformity = { [known]: hundred, [cold]: each(new Float64Array(10).fill(0.05)) };
    expect(conformalFactor({ conformity }, cold, 0.9)).toBe(9.1);
    expect(conformalFactor({ conformity: { [cold]: each(Float64Array.of(1, 2, 3)) } }, known, 0.9)).toBeNull();
  });
});

describe("cells that a fit hides from itself", () => {
  test("of a large table leave columns and subjects without cells, with few, with some and with many", () => {
    const { table } = madeTable({ columns: 120, subjects: 60, fill: 0.6 });
    const sets = holdouts(table.cells, 1);
    expect(sets).toHaveLength(4);
    const [hidden] = sets;
    const isHidden = new Set(hidden);
    for (const side of [table.cells.columns, table.cells.subjects]) {
      const left = new Map([...new Set(side)].map((of) => [of, 0]));
      side.forEach((of, at) => left.set(of, left.get(of)! + Number(!isHidden.has(at))));
      const counts = [...left.values()];
      expect(counts.filter((count) => count === 0).length).toBeGreaterThan(2);
      expect(counts.filter((count) => count > 0 && count <= 4).length).toBeGreaterThan(1);
      expect(counts.filter((count) => count > 20).length).toBeGreaterThan(counts.length / 2);
    }
    expect(holdouts(table.cells, 1)).toEqual(sets);
  });

  test("of a small one hide each cell at least once, and never all at once", () => {
    const { table } = madeTable({ columns: 12, subjects: 5 });
    const sets = holdouts(table.cells, 1);
    expect(new Set(sets.flatMap((set) => [...set])).size).toBe(table.cells.values.length);
    expect(Math.max(...sets.map((set) => set.length))).toBeLessThan(table.cells.values.length);
  });
});

const cell = (truth: number, gaussian: number, additive: number, rest: Partial<HiddenCell> = {}): HiddenCell =>
  ({ truth, gaussian, additive, mean: gaussian, sd: 1, group: known, column: 0, range: null, subject: 0, byMeans: additive, byTaskMean: 0, ...rest });

test("the share of the Gaussian is that of least squares, within 0 and 1, and .7 as far as few cells can tell", () => {
  const many = (count: number, of: HiddenCell) => Array.from({ length: count }, () => of);
  expect(bestShare(many(100, cell(3, 4, 0)))).toBeCloseTo((0.75 + 0.7) / 2, 12);
  expect(bestShare(many(9_900, cell(3, 4, 0)))).toBeCloseTo(0.99 * 0.75 + 0.01 * 0.7, 12);
  expect(bestShare(many(1_000, cell(9, 4, 0)))).toBe(1);
  expect(bestShare(many(1_000, cell(-1, 4, 0)))).toBe(0);
  expect(bestShare([])).toBe(1);
});

test("a backtest compares with means, by group, and sets intervals of half of the columns by the other half", () => {
  const hidden = Array.from({ length: 200 }, (_, at) => cell(at % 10, 0, 5, { column: at % 4, group: at < 100 ? known : cold }));
  const { backtest, calibration } = judged(hidden, 1);
  expect(Object.keys(backtest.groups)).toEqual([known, cold]);
  expect(backtest.groups[known]).toMatchObject({ model: { n: 100, mae: 4.5 }, means: { mae: 2.5, coverage: null }, taskMean: { mae: 4.5 } });
  expect(backtest.all.model.coverage!).toBeGreaterThan(0.8);
  expect(calibration.conformity[cold]!.distances).toHaveLength(100);
  expect([calibration.conformity[known]!.clusters, calibration.conformity[cold]!.clusters]).toEqual([100, 4]);
});

test("hidden cells of a sparse model are of as many clusters as there are such models", () => {
  const sparse = groupOf(2, 20);
  const hidden = Array.from({ length: 60 }, (_, at) => cell(at % 10, 0, 5, { column: at, subject: at % 5, group: sparse }));
  expect(judged(hidden, 1).calibration.conformity[sparse]!.clusters).toBe(5);
  const both = hidden.map((each, at) => ({ ...each, column: at % 3, group: groupOf(0, 2) }));
  expect(judged(both, 1).calibration.conformity[groupOf(0, 2)]!.clusters).toBe(3);
});

test("task + model mean adds how far a model is from its tasks' means", () => {
  const cells = { columns: Int32Array.of(0, 0, 1), subjects: Int32Array.of(0, 1, 1), values: Float64Array.of(10, 20, 60), stdErrs: new Float64Array(3), apart: new Float64Array(3) };
  const { mean, column, subject } = meansModel(rowsOf({ ...madeTable({ columns: 3, subjects: 2 }).table, cells }));
  expect([mean, ...column, ...subject]).toEqual([30, -15, 30, 0, -5, 2.5]);
});
