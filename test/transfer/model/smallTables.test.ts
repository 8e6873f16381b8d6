import { expect, test } from "vitest";
import { fitTransfer, predictCells, quality } from "../../../src/transfer/model.js";
import { meansModel } from "../../../src/transfer/model/meansModel.js";
import { rowsOf } from "../../../src/transfer/model/rows.js";
import { madeTable } from "./made.js";

test.each([
  ["as different as tasks have them", { spreads: 0.5, most: 0.94 }],
  ["all equal, which no fit knows", { spreads: 0, most: 0.96 }],
])("on tables of a team's size with spreads %s, intervals hold what they say, and predictions are seldom worse than task + model mean", (_, { spreads, most }) => {
  const teams = Array.from({ length: 20 }, (_, at) => {
    const { table, truth } = madeTable({ columns: 25, subjects: 6, fill: 0.4, spreads, seed: 100 + at });
    const seen = new Set(Array.from(table.cells.values, (__, i) => `${table.cells.columns[i]} ${table.cells.subjects[i]}`));
    const pairs = table.columns.flatMap((__, column) => table.subjects.map((___, subject) => ({ column, subject }))).filter(({ column, subject }) => !seen.has(`${column} ${subject}`));
    const predictions = predictCells(fitTransfer(table), pairs, 0.9);
    const means = meansModel(rowsOf(table));
    const tried = pairs.map(({ column, subject }, i) => ({ task: String(column), truth: truth(column, subject), mean: predictions[i]!.mean!, low: predictions[i]!.low ?? -Infinity, high: predictions[i]!.high ?? Infinity }));
    const plain = tried.map((each, i) => ({ ...each, mean: means.mean + means.column[pairs[i]!.column]! + means.subject[pairs[i]!.subject]! }));
    return { coverage: quality(tried).coverage!, ratio: quality(tried).rmse! / quality(plain).rmse! };
  });
  const coverage = teams.reduce((sum, each) => sum + each.coverage, 0) / teams.length;
  expect(coverage).toBeGreaterThan(0.86);
  expect(coverage).toBeLessThan(most);
  const ratios = teams.map(({ ratio }) => ratio).sort((one, other) => one - other);
  expect(ratios[10]!).toBeLessThan(1);
  expect(ratios.filter((ratio) => ratio > 1.05).length).toBeLessThanOrEqual(2);
}, 60_000);

test("a table of equal scores has its intervals at them", () => {
  const { table } = madeTable({ columns: 6, subjects: 8 });
  const equal = { ...table, cells: { ...table.cells, values: table.cells.values.map(() => 50) } };
  expect(predictCells(fitTransfer(equal), [{ column: 0, subject: 0 }], 0.9)[0]).toMatchObject({ mean: 50, low: 50, high: 50, sd: 0 });
  const bounded = { ...equal, columns: table.columns.map((each) => ({ ...each, range: [0, 100] as const })) };
  for (const end of ["mean", "low", "high"] as const) expect(predictCells(fitTransfer(bounded), [{ column: 0, subject: 0 }], 0.9)[0]![end]).toBeCloseTo(50, 9);
});
