// What was measured, for people (a Markdown table) and for programs.
const whole = (value) => Math.round(value).toLocaleString("en");
const short = (value) => value.toFixed(2);
const three = ({ service, peer, driver }, name, shown) => [service, peer, driver].map((each) => shown(each[name])).join(" / ");

const columns = [
  ["shape", ({ shape }) => shape],
  ["conn.", ({ connections }) => String(connections)],
  ["service", ({ medians }) => `${whole(medians.service.perSecond)}/s`],
  ["peer", ({ medians }) => `${whole(medians.peer.perSecond)}/s`],
  ["driver", ({ medians }) => `${whole(medians.driver.perSecond)}/s`],
  ["x peer", ({ medians }) => short(ratio(medians, "peer"))],
  ["x driver", ({ medians }) => short(ratio(medians, "driver"))],
  ["p50 ms", ({ medians }) => three(medians, "p50", (ms) => ms.toFixed(1))],
  ["p99 ms", ({ medians }) => three(medians, "p99", (ms) => ms.toFixed(1))],
  ["Node CPU ms", ({ medians }) => three(medians, "cpuMs", short)],
  ["Neo4j CPU ms", ({ medians }) => three(medians, "databaseMs", short)],
  ["load CPU ms", ({ medians }) => three(medians, "loadMs", short)],
  ["GC ms", ({ medians }) => three(medians, "collectionMs", (ms) => ms.toFixed(3))],
];
const ratio = ({ service, ...others }, to) => service.perSecond / others[to].perSecond;

/** Where a column has three values they are the service's, the peer's and the driver's, a request. */
export function table(results) {
  const cells = [columns.map(([title]) => title), ...results.map((result) => columns.map(([, cell]) => cell(result)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(" | ")} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? `:${"-".repeat(width + 1)}` : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join("\n");
}

export const row = ({ shape, connections, medians }) => ({
  shape, connections,
  service: round(medians.service.perSecond, 1), peer: round(medians.peer.perSecond, 1), driver: round(medians.driver.perSecond, 1),
  ratioToPeer: round(ratio(medians, "peer"), 3), ratioToDriver: round(ratio(medians, "driver"), 3), cpuMs: round(medians.service.cpuMs, 4),
});
const round = (value, digits) => Number(value.toFixed(digits));
