import { stat } from "node:fs/promises";
import { Problem } from "../entity/problem.js";
import { loadSeed, type SeedReport } from "../seeds/loadSeed.js";
import { readSeed } from "../seeds/readSeed.js";
import { seedFolder, seedNames, seedText } from "../serve/seeds.js";
import { writing } from "../types/writing.js";
import { problemsText } from "./outcome.js";
import { withDatabase, withIdentity, type Shared } from "./options.js";
import { output } from "./output.js";
import type { AddCommand } from "./addCommand.js";

interface SeedOptions extends Shared {
  readonly check?: true;
}

export const addSeed: AddCommand = (program, fail) => withIdentity(program.command("seed"))
  .argument("[folders...]", "folders as seeds/README.md describes them, or names of seeds that come with the service; all of those unless given")
  .option("--check", "only check the files, without a database")
  .description("load folders of plain files; a seed that is there already is skipped by its digest")
  .action(async (given: readonly string[], options: SeedOptions) => {
    const folders = await foldersOf(given);
    if (options.check) return check(folders, options, fail);
    await withDatabase(options, async ({ out, context }) => {
      const reports: SeedReport[] = [];
      for (const folder of folders) {
        const report = await loadSeed(writing(context, undefined), folder, { progress: out.progress(`Seed ${folder}`), ...(options.workspace && { workspace: options.workspace }) });
        if (report.problems.length > 0) fail();
        reports.push(report);
      }
      out.result(reports, () => reports.map(seedText).join("\n"));
    });
  });

async function foldersOf(given: readonly string[]): Promise<readonly string[]> {
  const own = (await seedNames("all")).map((name) => [name, seedFolder(name)] as const);
  if (given.length === 0) return own.map(([, folder]) => folder);
  return Promise.all(given.map(async (each) => {
    const named = own.find(([name]) => name === each)?.[1];
    if (named !== undefined || (await stat(each).catch(() => null))?.isDirectory()) return named ?? each;
    throw new Problem("BAD_INPUT", `${JSON.stringify(each)} is neither a folder nor a seed of the service; expected a folder with a seed.yaml, or one of ${own.map(([name]) => name).join(", ")}.`);
  }));
}

async function check(folders: readonly string[], { json }: SeedOptions, fail: () => void): Promise<void> {
  const seeds = await Promise.all(folders.map(async (folder) => ({ folder, ...(await readSeed(folder)) })));
  if (seeds.some(({ problems }) => problems.length > 0)) fail();
  output({ json: json === true }).result(seeds.map(({ folder, digest, problems }) => ({ folder, digest, problems })), () => seeds.map(({ folder, items, documents, problems }) =>
    [`${folder}: ${items.length} items, ${documents.length} documents.`, ...problemsText(problems.map(({ file, line, reason }) => `${file}${line === null ? "" : `:${line}`}: ${reason}`))].join("\n")).join("\n"));
}
