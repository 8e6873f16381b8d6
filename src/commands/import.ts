import type { Command } from "commander";
import { writing } from "../types/writing.js";
import { importDefinitions } from "../ingest/importDefinitions.js";
import { importResults } from "../ingest/importResults.js";
import { filesAt, filesIn } from "../ingest/sourceFiles.js";
import { withDatabase, withIdentity, type Shared } from "./options.js";
import { countsText, problemsText } from "./outcome.js";
import type { AddCommand } from "./addCommand.js";

export const addImport: AddCommand = (program, fail) => {
  const command = program.command("import").description("read files of other tools");
  addResults(command, fail);
  addDefinitions(command, fail);
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
