// What was measured, for people.
const scopeColumns = [
  ["chunks", ({ chunks }) => chunks.toLocaleString("en")], ["the caller sees", ({ caller }) => caller], ["chunks seen", ({ sees }) => sees.toLocaleString("en")],
  ["recall@10", ({ recall }) => recall.toFixed(3)], ["least", ({ least }) => least.toFixed(1)], ["found outside", ({ outside }) => String(outside)],
  ["search p50 ms", ({ p50 }) => p50.toFixed(1)], ["p95 ms", ({ p95 }) => p95.toFixed(1)], ["pack p50 ms", ({ packP50 }) => packP50.toFixed(1)], ["p95 ms", ({ packP95 }) => packP95.toFixed(1)],
  ["Node CPU ms", ({ cpuMs }) => cpuMs.toFixed(1)], ["Neo4j CPU ms", ({ databaseMs }) => databaseMs.toFixed(1)],
];

const hopColumns = [
  ["the answer needs", ({ set }) => set], ["graph step", ({ graph }) => (graph ? "on" : "off")], ["questions", ({ questions }) => String(questions)],
  ...["R@5", "R@10", "nDCG@10"].map((name) => [name, (row) => row[name].toFixed(3)]),
];

export const table = (rows) => tableOf(scopeColumns, rows);
export const hopTable = (rows) => tableOf(hopColumns, rows);

function tableOf(columns, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(columns.map(([title]) => title)), line(columns.map(() => "--:")), ...rows.map((row) => line(columns.map(([, cell]) => cell(row))))].join("\n");
}
