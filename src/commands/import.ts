import type { Command } from "commander";
import { readBeir } from "../ingest/beir.js";
import { importBeir } from "../ingest/importBeir.js";
import { importDefinitions } from "../ingest/importDefinitions.js";
import { importResults } from "../ingest/importResults.js";
import { importTable } from "../ingest/importTable.js";
import { fileAt, filesAt, filesIn } from "../ingest/sourceFiles.js";
import { readTable } from "../ingest/tableRows.js";
import { writing } from "../types/writing.js";
import { withDatabase, withIdentity, type Shared } from "./options.js";
import { countsText, problemsText } from "./outcome.js";
import type { AddCommand } from "./addCommand.js";

export const addImport: AddCommand = (program, fail) => {
  const command = program.command("import").description("read files of other tools");
  addResults(command, fail);
  addDefinitions(command, fail);
  addBeir(command, fail);
  addTable(command, fail);
};

const addResults = (command: Command, fail: () => void) => withIdentity(command.command("lm-eval"))
  .argument("<file...>", "result files of lm-evaluation-harness, or folders of them")
  .option("--at <time>", "time of evaluations from files that carry none, ISO 8601")
  .description("models, runs, evaluations and scores from result files; files that are in already are skipped")
  .action((paths: readonly string[], options: Shared & { readonly at?: string }) => withDatabase(options, async ({ out, context }) => {
    const files = filesAt(paths, (name) => name.endsWith(".json"));
    const report = await importResults(writing(context, undefined), files, { ...(options.at && { at: options.at }), progress: out.progress("files") });
    if (report.problems.length > 0) fail();
    out.result(report, () => [
      `${report.files} files: ${report.imported} imported, ${report.skipped} known already, in workspace ${context.workspace}: ${countsText(report)}.`,
      ...problemsText(report.problems.map(({ file, reason }) => `${file}: ${reason}`)),
    ].join("\n"));
  }));

const addDefinitions = (command: Command, fail: () => void) => withIdentity(command.command("lm-eval-tasks"))
  .argument("<folder>", "folder of task definitions, such as lm_eval/tasks")
  .description("tasks, groups and metrics from task definitions of lm-evaluation-harness")
  .action((folder: string, options: Shared) => withDatabase(options, async ({ out, context }) => {
    const report = await importDefinitions(writing(context, undefined), filesIn(folder, () => true), out.progress("tasks"));
    if (report.problems.length > 0) fail();
    out.result(report, () => [
      `${report.files} files in workspace ${context.workspace}: ${countsText(report)}.`, ...problemsText(report.problems.map(({ file, reason }) => `${file}: ${reason}`)),
    ].join("\n"));
  }));

const addBeir = (command: Command, fail: () => void) => withIdentity(command.command("beir"))
  .argument("<folder>", "a test collection in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/<split>.tsv")
  .option("--name <key>", "key of the corpus; the folder's name unless given")
  .option("--split <name>", "whose judgements are read", "test")
  .description("documents, queries and judgements of a test collection; known documents are skipped")
  .action((folder: string, options: Shared & { readonly name?: string; readonly split: string }) => withDatabase(options, async ({ out, context }) => {
    const report = await importBeir(writing(context, undefined), await readBeir(folder, options), { progress: out.progress("documents") });
    if (report.problems.length > 0) fail();
    out.result(report, () => [
      `The corpus ${report.corpus} in workspace ${context.workspace}: ${report.documents} documents in ${report.chunks} chunks, ${report.queries} queries (${report.dataset}), ${report.judgements} judgements.`,
      ...problemsText(report.problems.map(({ file, reason }) => `${file}: ${reason}`)),
    ].join("\n"));
  }));

interface TableFilesGiven extends Shared {
  readonly models: string;
  readonly tasks: string;
  readonly results: string;
  readonly at?: string;
}

const addTable = (command: Command, fail: () => void) => withIdentity(command.command("table"))
  .requiredOption("--models <file>", "models.json: a list of {name, organisation, releasedAt, parameters, embeddingDimensions, maxTokens, adaptedFrom, openWeights}")
  .requiredOption("--tasks <file>", "tasks.json: a list of {name, type, description, domains, languages, subtypes, mainScore}")
  .requiredOption("--results <file>", "results.csv: model,task,score")
  .option("--at <time>", "time of the scores, ISO 8601; of each the day that its model was released unless given")
  .description("models, tasks and published scores from a table of them")
  .action(({ models, tasks, results, at, ...options }: TableFilesGiven) => withDatabase(options, async ({ out, context }) => {
    const table = await readTable({ models: fileAt(models), tasks: fileAt(tasks), results: fileAt(results) });
    const report = await importTable(writing(context, undefined), table, { at, progress: out.progress("scores") });
    if (report.problems.length > 0) fail();
    out.result(report, () => [
      `${report.models} models, ${report.tasks} tasks and ${report.scores} scores in workspace ${context.workspace}: ${countsText(report)}.`,
      ...problemsText(report.problems.map(({ file, reason }) => `${file}: ${reason}`)),
    ].join("\n"));
  }));
