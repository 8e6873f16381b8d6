import { Option } from "commander";
import { Sensitivity } from "../entity/common.js";
import { Problem } from "../entity/problem.js";
import { documentFiles } from "../ingest/documentFiles.js";
import { ingestFiles } from "../ingest/ingestFiles.js";
import { writing } from "../types/writing.js";
import type { AddCommand } from "./addCommand.js";
import { withDatabase, withIdentity, type Shared } from "./options.js";
import { problemsText } from "./outcome.js";

interface IngestOptions extends Shared {
  readonly domain?: string;
  readonly corpus?: string;
  readonly sensitivity?: string;
  readonly language?: string;
  readonly prefix?: string;
  readonly prune?: true;
}

export const addIngest: AddCommand = (program, fail) => withIdentity(program.command("ingest"))
  .argument("<path...>", "Markdown, text, HTML and PDF files, or folders of them; a document's key is its path within the folder")
  .option("--domain <key>", "home domain of the documents; the root domain unless given")
  .option("--corpus <key>", "corpus that they are searched in; made where there is none")
  .addOption(new Option("--sensitivity <word>", "how restricted reading them is; INTERNAL unless given").choices(Object.keys(Sensitivity.values)))
  .option("--language <tag>", "language of files that don't say theirs, as a BCP 47 tag")
  .option("--prefix <text>", "begins every key, such as handbook/")
  .option("--prune", "end the documents that came from these folders and whose files are gone; a file that comes back is taken in again")
  .description("take files in as documents; bad files are reported, the same again changes nothing, and a changed file makes a version")
  .action(async (paths: readonly string[], { domain, corpus, sensitivity, language, prefix, prune, ...options }: IngestOptions) => {
    const found = documentFiles(paths);
    if (prune && found.folders.length === 0) throw new Problem("BAD_INPUT", "--prune needs a folder, whose documents it looks through; give the folder that the files are in.");
    await withDatabase(options, async ({ out, context }) => {
      if (domain !== undefined) await context.reads.locate([{ type: "Domain", key: domain }]);
      const report = await ingestFiles(writing(context, undefined), found, { domain, corpus, sensitivity, language, prefix, prune, progress: out.progress("files") });
      if (report.problems.length > 0) fail();
      out.result(report, () => [
        `${report.files} files in workspace ${context.workspace}: ${report.written} written, ${report.unchanged} unchanged, ${report.chunks} chunks${prune ? `; ${report.ended.length} documents ended` : ""}${report.others > 0 ? `; ${report.others} files of other kinds passed over` : ""}.`,
        ...report.ended.map((key) => `- ended: ${key}`),
        ...problemsText(report.problems.map(({ file, reason }) => `${file}: ${reason}`)),
      ].join("\n"));
    });
  });
