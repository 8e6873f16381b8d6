// What was measured, for people: time by size of answer, and by size of graph.
const columns = [
  ["nodes in the graph", ({ graph }) => graph.toLocaleString("en")],
  ["at most", ({ most }) => String(most)],
  ["nodes", ({ nodes }) => String(nodes)],
  ["edges", ({ edges }) => String(edges)],
  ["p50 ms", ({ p50 }) => p50.toFixed(1)],
  ["p95 ms", ({ p95 }) => p95.toFixed(1)],
  ["least ms", ({ least }) => least.toFixed(1)],
  ["Node CPU ms", ({ cpuMs }) => cpuMs.toFixed(1)],
  ["Neo4j CPU ms", ({ databaseMs }) => databaseMs.toFixed(1)],
  ["with fields p50 ms", ({ fieldsP50 }) => fieldsP50.toFixed(1)],
  ["with fields p95 ms", ({ fieldsP95 }) => fieldsP95.toFixed(1)],
  ["foreign cores", ({ foreign }) => (foreign === null ? "?" : foreign.toFixed(2))],
];

export function table(rows) {
  const by = (first, second) => [...rows].sort((one, other) => one[first] - other[first] || one[second] - other[second]);
  return [`\nTime by size of answer`, lines(by("graph", "most")), `\nTime by size of graph`, lines(by("most", "graph"))].join("\n");
}

function lines(rows) {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padStart(widths[at])).join(" | ")} |`;
  return [line(cells[0]), `|${widths.map((width) => `${"-".repeat(width + 1)}:`).join("|")}|`, ...cells.slice(1).map(line)].join("\n");
}
