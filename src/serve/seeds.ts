import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Output } from "../commands/output.js";
import { problemsText } from "../commands/outcome.js";
import type { Config } from "../config.js";
import { Problem } from "../entity/problem.js";
import type { Database } from "../graph/database.js";
import { loadSeed, type SeedReport } from "../seeds/loadSeed.js";
import { localOwner, viewerOf } from "../workspaces/offers.js";

const folder = fileURLToPath(new URL("../../seeds/", import.meta.url));

/** The names of the seeds that come with the service. @throws Problem BAD_INPUT for a name that none has. */
export async function seedNames(wanted: Config["seeds"]): Promise<readonly string[]> {
  if (wanted === "none") return [];
  const known = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  if (wanted === "all") return known;
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Problem("BAD_INPUT", `EVALGRAPH_SEEDS names ${JSON.stringify(unknown)}; expected all, none, or some of ${known.join(", ")}. For a folder of your own use evalgraph seed DIR.`);
  return wanted;
}

export const seedFolder = (name: string): string => join(folder, name);

/** Loads the seeds of the settings; those that are there already are skipped by their digests. */
export async function loadSeeds(database: Database, wanted: Config["seeds"], out: Output): Promise<void> {
  for (const name of await seedNames(wanted)) {
    const graph = database.session();
    const context = { graph, workspace: "", principal: localOwner, viewer: await viewerOf(graph, localOwner) };
    const report = await loadSeed(context, seedFolder(name), { progress: out.progress(`Seed ${name}`) });
    if (report.outcome !== "SKIPPED") out.say(seedText(report));
  }
}

/** What became of a seed, in words. */
export const seedText = ({ name, workspace, outcome, created, updated, unchanged, documents, problems }: SeedReport): string => [
  `Seed ${name}, workspace ${workspace}: ${outcome.toLowerCase()}; ${created} created, ${updated} updated, ${unchanged} unchanged, ${documents} documents.`,
  ...problemsText(problems.map(({ file, line, reason }) => `${file}${line === null ? "" : `:${line}`}: ${reason}`)),
].join("\n");
