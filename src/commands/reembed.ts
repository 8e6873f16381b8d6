import { reembed, usualEmbedder } from "../documents/offers.js";
import { writing } from "../types/writing.js";
import type { AddCommand } from "./addCommand.js";
import { withDatabase, withIdentity, type Shared } from "./options.js";
import { problemsText } from "./outcome.js";

export const addReembed: AddCommand = (program, fail) => withIdentity(program.command("reembed"))
  .description("make the vectors anew that another embedding model made; of all workspaces unless one is given")
  .action((options: Shared) => withDatabase(options, async ({ out, context }) => {
    const report = await reembed(writing(context, undefined), options.workspace ?? null, usualEmbedder(), out.progress("chunks"));
    if (report.problems.length > 0) fail();
    out.result({ embedder: usualEmbedder().id, ...report }, () => [
      report.chunks + report.problems.length === 0 ? `All vectors are of ${usualEmbedder().id}.` : `${report.chunks} chunks embedded with ${usualEmbedder().id}, in ${report.workspaces.join(", ")}.`,
      ...problemsText(report.problems.map(({ chunk, reason }) => `${chunk}: ${reason}`)),
    ].join("\n"));
  }));
