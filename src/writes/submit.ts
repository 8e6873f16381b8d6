import { entities as catalogue } from "../catalogue.js";
import { VersionState } from "../entity/common.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import { instant } from "../graph/values.js";
import type { Refusal } from "./approval.js";
import { called, type ItemError } from "./draft.js";
import { writeEntries } from "./entries.js";
import { checkWorkspace, result, type LoadContext, type LoadResult, type Outcome } from "./load.js";
import { checkMay, whyNotOver } from "./may.js";
import { missing } from "./planning.js";
import { readStored, sees, type Stored } from "./stored.js";

const { entities } = catalogue;
const action = "submitForReview";

/** What is seen to before something is sent in: the reason why it can't be, by its key. */
export type Check = (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Moves drafts of versions or demonstrations to IN_REVIEW; those that wait already stay as they are. Approvals from before count no
 * longer. @throws Problem BAD_INPUT for a kind that isn't reviewed.
 */
export async function submitForReview(context: LoadContext, label: string, keys: readonly string[], check: Check): Promise<LoadResult> {
  checkWorkspace(context.workspace);
  checkMay(context.viewer, "write", action, context.workspace);
  const { graph, workspace, viewer, principal, request } = context;
  const entity = entities.get(label);
  if (entity?.fields["state"]?.values !== VersionState) throw new Problem("BAD_INPUT", `${JSON.stringify(label)} isn't sent in for reviews; give a kind of version, such as PromptVersion, or Demonstration.`);
  const now = new Date().toISOString();
  const normal = keys.map(normalKey);
  const stored = new Map((await readStored({ graph, workspace, viewer, action }, entity, [...new Set(normal)], new Set())).map((each) => [each.key, each]));
  const unfit = await check(normal.filter((key) => !whyNot(context, label, key, stored.get(key))));
  const errors: ItemError[] = [];
  const outcomes = new Map<number, Outcome>();
  for (const [index, key] of normal.entries()) {
    const problem = whyNot(context, label, key, stored.get(key)) ?? (unfit.has(key) ? { code: "BAD_INPUT" as const, message: unfit.get(key)! } : await submit(stored.get(key)!));
    if ("kind" in problem) outcomes.set(index, problem);
    else errors.push({ index, key, path: "keys", ...problem });
  }
  return result(keys.length, outcomes, new Map(errors.map((error) => [error.index, error])), errors);

  function submit({ id, key, scope, sensitivity }: Stored): Promise<Outcome | Refusal> {
    return graph.write(action, async (transaction): Promise<Outcome | Refusal> => {
      const [row] = await transaction.run(`MATCH (n:${label} {id: $id}) SET n.revision = coalesce(n.revision, 0) + 1 RETURN n.state AS state`, { id });
      const state = row!.get("state") as string;
      if (state === "IN_REVIEW") return { id, kind: "unchanged" };
      if (state !== "DRAFT") return { code: "CONFLICT", message: `${called(label, key)} is ${state}; only a DRAFT is sent in. Write another version.` };
      await transaction.run(`MATCH (n:${label} {id: $id}) SET n.state = 'IN_REVIEW', n.submittedAt = $now`, { id, now: instant(now) });
      await writeEntries(transaction, { workspace, principal, action, request, now }, [{ id, label, key, scope, sensitivity, kind: "state-changed", before: { state }, after: { state: "IN_REVIEW" } }]);
      return { id, kind: "updated" };
    });
  }
}

function whyNot({ viewer }: LoadContext, label: string, key: string, before: Stored | undefined): Refusal | undefined {
  if (!before || !sees(viewer, before) || before.retired) return { code: "BAD_INPUT", message: missing({ label, key }) };
  const forbidden = whyNotOver(viewer, "write", called(label, key), [before.scope]);
  return forbidden === undefined ? undefined : { code: "FORBIDDEN", message: forbidden };
}
