import { writeFile } from "node:fs/promises";
import { changePoints } from "../drift/offers.js";
import { Problem } from "../entity/problem.js";
import { readSeries, seriesFiles } from "../ingest/seriesFile.js";
import type { AddCommand } from "./addCommand.js";
import { withJson } from "./options.js";
import { problemsText } from "./outcome.js";
import { output, writable } from "./output.js";

/** Change points of stored series. A file that can't be read is told and fails the command once all others are done; in a folder, JSON about something else is passed over. */
export const addDrift: AddCommand = (command, fail) => withJson(command.command("drift"))
  .requiredOption("--series <path>", "a series as the Turing Change Point Dataset stores them, {\"name\", \"series\": [{\"raw\": [...]}]}, or a folder of such files")
  .requiredOption("--out <file>", "where the change points are written: {\"<series>\": [index of the first point of each new regime, from 0]}")
  .description("find where regimes of stored series begin, levels or trends; without a database")
  .action(async ({ series, out: file, json }: { readonly series: string; readonly out: string; readonly json?: true }) => {
    await writable(file, "the change points");
    const files = await seriesFiles(series);
    const out = output({ json: json === true });
    const progress = out.progress("series");
    const found = new Map<string, readonly number[]>();
    const problems: { readonly file: string; readonly reason: string }[] = [];
    const passedOver: string[] = [];
    for (const [at, path] of files.entries()) {
      try {
        const { name, columns } = await readSeries(path);
        if (found.has(name)) throw new Problem("BAD_INPUT", `Another file has a series of the name ${JSON.stringify(name)}; give each a name of its own.`);
        found.set(name, changePoints(columns));
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        if (thrown.code === "NOT_FOUND" && path !== series) passedOver.push(path);
        else problems.push({ file: path, reason: thrown.message });
      }
      progress(at + 1, files.length);
    }
    if (problems.length > 0 || found.size === 0) fail();
    await writeFile(file, `${JSON.stringify(Object.fromEntries(found), null, 1)}\n`);
    out.result({ series: found.size, changePoints: Object.fromEntries(found), out: file, passedOver, problems }, () => [
      `${found.size} series; the change points are in ${file}.`,
      ...[...found].map(([name, points]) => `${name}: ${points.length === 0 ? "none" : points.join(", ")}`),
      ...(passedOver.length === 0 ? [] : [`Passed over, as they have no series: ${passedOver.join(", ")}.`]),
      ...problemsText(problems.map(({ file: path, reason }) => `${path}: ${reason}`)),
    ].join("\n"));
  });
