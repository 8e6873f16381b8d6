import { isSound, verify, type Verdict } from "../audit/verify.js";
import { chainedWorkspaces } from "../writes/chainReads.js";
import { withDatabase, withJson, type Shared } from "./options.js";
import type { AddCommand } from "./addCommand.js";

export const addAudit: AddCommand = (program, fail) => withJson(program.command("audit").description("check the record of who changed what").command("verify"))
  .option("--workspace <key>", "only this one; else all")
  .description("make every digest and link of the sealed entries and events anew, and say what was changed, is missing, or stands elsewhere than where it was sealed")
  .action((options: Pick<Shared, "json" | "workspace">) => withDatabase(options, async ({ out, context: { graph } }) => {
    const workspaces = options.workspace === undefined ? await chainedWorkspaces(graph) : [options.workspace];
    const verdicts: Verdict[] = [];
    for (const workspace of workspaces) verdicts.push(...await verify(graph, workspace));
    if (!isSound(verdicts)) fail();
    out.result({ sound: isSound(verdicts), chains: verdicts }, () => [...verdicts.flatMap(verdictText), isSound(verdicts) ? "Sound." : "Not sound."].join("\n"));
  }));

function verdictText({ workspace, kind, head, sealed, tail, faults, isCut }: Verdict): readonly string[] {
  const waiting = tail.waiting === 0 ? "none wait" : `${tail.waiting} wait to be sealed, the oldest since ${tail.since}`;
  return [
    `Workspace ${workspace}, ${kind}: ${sealed} sealed, ${waiting}; the head is ${head.number}${head.number === 0 ? "" : ` with the link ${head.chain}`}.`,
    ...faults.map(({ message }) => `- ${message}`), ...(isCut ? ["- and more"] : []),
  ];
}
