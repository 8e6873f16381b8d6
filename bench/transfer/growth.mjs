import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Time and greatest memory of a fit, calibration included, and times of predictions, on tables with more and more models, each in a process of its own. */
export async function growth({ table }, sizes, say) {
  return sizes.map((models) => {
    const { stdout, status, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL("grown.mjs", import.meta.url)), String(models)], { input: serialised(table), encoding: "utf8", maxBuffer: 1e9 });
    if (status !== 0) throw new Error(`The fit of ${models} models ended with ${status}: ${stderr}`);
    const row = JSON.parse(stdout);
    say(`${models} models: ${row.fitSeconds.toFixed(1)} s (${row.fitCpuSeconds.toFixed(1)} s of processor), ${row.megabytes} MB.`);
    return row;
  });
}

const serialised = ({ columns, subjects, cells }) => JSON.stringify({ columns, subjects, cells: Object.fromEntries(Object.entries(cells).map(([name, values]) => [name, [...values]])) });
