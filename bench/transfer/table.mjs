// What was measured, for people.
const fixed = (digits) => (value) => (value === null || value === undefined ? "-" : value.toFixed(digits));
const [two, three] = [fixed(2), fixed(3)];
const both = ({ rmse, spearman }) => `${two(rmse)} (${three(spearman)})`;

const qualityColumns = [
  ["hidden", ({ name }) => name], ["cells", ({ hidden }) => hidden.toLocaleString("en")], ["task + model mean", ({ means }) => both(means)], ["item kNN", ({ itemKnn }) => both(itemKnn)],
  ["ALS, best rank", ({ als }) => `${both(als)}, ${als.rank}`], ["service", ({ service }) => both(service)], ["MAE", ({ service }) => two(service.mae)], ["regret@5", ({ service }) => two(service.regretAt5)],
  ["90 % covers", ({ service }) => three(service.coverage)], ["width", ({ service }) => fixed(1)(service.width)], ["fit s", ({ fitSeconds }) => fixed(1)(fitSeconds)], ["processor s", ({ fitCpuSeconds }) => fixed(1)(fitCpuSeconds)],
];
const teamColumns = [
  ["teams", ({ teams }) => String(teams)], ["hidden cells", ({ cells }) => cells.toLocaleString("en")], ["90 % covers", ({ coverage }) => three(coverage)], ["without an interval", ({ without }) => String(without)],
  ["median RMSE", ({ rmse }) => two(rmse)], ["of task + model mean", ({ means }) => two(means)], ["median ratio", ({ ratio }) => three(ratio)], ["more than 5 % worse", ({ worse }) => three(worse)],
];
const sizeColumns = [
  ["models", ({ models }) => models.toLocaleString("en")], ["tasks", ({ tasks }) => String(tasks)], ["cells", ({ cells }) => cells.toLocaleString("en")], ["fit s", ({ fitSeconds }) => fixed(1)(fitSeconds)], ["processor s", ({ fitCpuSeconds }) => fixed(1)(fitCpuSeconds)],
  ["memory MB", ({ megabytes }) => String(megabytes)], ["stored MB", ({ storedMegabytes }) => fixed(1)(storedMegabytes)], ["prediction p50 ms", ({ p50 }) => fixed(1)(p50)], ["p95 ms", ({ p95 }) => fixed(1)(p95)],
];

/** RMSE in points, and mean rank correlation within a task in brackets. */
export const qualityTable = (rows) => tableOf(qualityColumns, rows);
export const teamTable = (rows) => tableOf(teamColumns, rows);
export const sizeTable = (rows) => tableOf(sizeColumns, rows);

function tableOf(columns, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(columns.map(([title]) => title)), line(columns.map(() => "--:")), ...rows.map((row) => line(columns.map(([, cell]) => cell(row))))].join("\n");
}
