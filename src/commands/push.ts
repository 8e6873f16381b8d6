import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { Problem } from "../entity/problem.js";
import { push } from "../ingest/push.js";
import { writing } from "../types/writing.js";
import { withDatabase, withIdentity, type Shared } from "./options.js";
import { countsText, problemsText } from "./outcome.js";
import type { AddCommand } from "./addCommand.js";

export const addPush: AddCommand = (program, fail) => withIdentity(program.command("push"))
  .argument("<file>", "JSON lines as in schema/ingest.schema.json; - reads standard input")
  .description("write a file of JSON lines; bad lines are reported, the rest is written, and sending it again is safe")
  .action(async (file: string, options: Shared) => {
    if (file !== "-") await access(file).catch(() => { throw new Problem("BAD_INPUT", `There is no readable file at ${file}; give the path of a file of JSON lines.`); });
    await withDatabase(options, async ({ out, context }) => {
      const report = await push(writing(context, undefined), file === "-" ? process.stdin : createReadStream(file), { progress: out.progress("written") });
      if (report.problems.length > 0) fail();
      out.result(report, () => [
        `${report.lines} lines in workspace ${context.workspace}: ${countsText(report)}.`,
        ...problemsText(report.problems.map(({ line, path, reason }) => `line ${line}${path ? `, ${path}` : ""}: ${reason}`)),
      ].join("\n"));
    });
  });
