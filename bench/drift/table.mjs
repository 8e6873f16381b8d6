// What was measured, for people: one table a world.
export function table(rows) {
  const worlds = [...new Set(rows.map(({ world }) => world))];
  const effects = [...new Set(rows.map(({ effect }) => effect))];
  return worlds.map((world) => {
    const here = rows.filter((row) => row.world === world);
    const cells = [["detector", "false alarms", ...effects.map((effect) => `${effect} sd: found, delay`)], ...[...new Set(here.map(({ detector }) => detector))].map((detector) => {
      const own = here.filter((row) => row.detector === detector);
      return [detector, `${(100 * own[0].falseAlarms).toFixed(1)} %`, ...effects.map((effect) => {
        const { found, delay } = own.find((row) => row.effect === effect);
        return `${found.toFixed(2)}, ${delay === null ? "-" : delay.toFixed(1)}`;
      })];
    })];
    const widths = cells[0].map((_, at) => Math.max(...cells.map((row) => row[at].length)));
    const line = (row) => `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(" | ")} |`;
    return [`\n${world}`, line(cells[0]), `|${widths.map((width, at) => `${"-".repeat(width + 1)}${at === 0 ? "-" : ":"}`).join("|")}|`, ...cells.slice(1).map(line)].join("\n");
  }).join("\n");
}
