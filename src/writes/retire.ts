import { entities as catalogue } from "../catalogue.js";
import { Problem } from "../entity/problem.js";
import { normalKey } from "../entity/keys.js";
import type { Transaction } from "../graph/database.js";
import { instant, int } from "../graph/values.js";
import { called, type ItemError } from "./draft.js";
import { writeEntries, type Deed } from "./entries.js";
import { grouped } from "../entity/grouped.js";
import { rootDomain } from "./links.js";
import { checkWorkspace, result, type LoadContext, type LoadResult, type Outcome } from "./load.js";
import { checkMay, whyNotOver } from "./may.js";
import { partKinds, type Placed } from "./parts.js";
import { missing } from "./planning.js";
import { lockNodes } from "./statements.js";
import { readStored, sees, type Stored } from "./stored.js";

const { entities } = catalogue;
const action = "retire";

/** So many parts go in one transaction with what they are part of; more go before it, so many at a time. */
const mostParts = 10_000;

/**
 * Hides nodes of a kind, with all that is part of them, from now on; they stay for `asOf`, and their keys stay taken. Where there
 * are very many parts these go first, and the command can be sent again if it was cut off.
 * @throws Problem BAD_INPUT for an unknown kind.
 */
export async function retire(context: LoadContext, label: string, keys: readonly string[], reason: string): Promise<LoadResult> {
  checkWorkspace(context.workspace);
  checkMay(context.viewer, "retire", action, context.workspace);
  const { graph, workspace, viewer, principal, request } = context;
  const entity = entities.get(label);
  if (!entity || ["Workspace", "AuditEntry", "ChangeEvent"].includes(label))
    throw new Problem("BAD_INPUT", `${JSON.stringify(label)} can't be retired; give a kind such as Task or ModelVersion.`);
  const now = new Date().toISOString();
  const stored = new Map((await readStored({ graph, workspace, viewer, action }, entity, [...new Set(keys.map(normalKey))], new Set())).map((each) => [each.key, each]));
  const errors: ItemError[] = [];
  const outcomes = new Map<number, Outcome>();
  for (const [index, given] of keys.entries()) {
    const key = normalKey(given);
    const before = stored.get(key);
    const problem = whyNot(context, label, key, before);
    if (problem) errors.push({ index, key, path: "keys", ...problem });
    else if (before!.retired) outcomes.set(index, { id: before!.id, kind: "unchanged" });
    else {
      await one(before!);
      outcomes.set(index, { id: before!.id, kind: "updated" });
    }
  }
  return result(keys.length, outcomes, new Map(errors.map((error) => [error.index, error])), errors);

  async function one({ id, key, scope, sensitivity }: Stored): Promise<void> {
    let levels = await partsOf(context, { label, id });
    const count = levels.reduce((sum, level) => sum + level.length, 0);
    if (count > mostParts) {
      for (const level of [...levels].reverse())
        for (let at = 0; at < level.length; at += mostParts)
          await graph.write(action, (transaction) => hide(transaction, level.slice(at, at + mostParts), now));
      levels = [];
    }
    await graph.write(action, async (transaction) => {
      const [locked] = await lockNodes(transaction, label, [{ id, bump: int(1) }]);
      if (!locked || locked.retired) return;
      for (const level of [...levels].reverse()) await hide(transaction, level, now);
      await hide(transaction, [{ label, id }], now);
      const deed: Deed = { id, label, key, scope, sensitivity, kind: "retired", before: { retiredAt: null }, after: { retiredAt: now, reason, parts: count } };
      await writeEntries(transaction, { workspace, principal, action, request, now }, [deed]);
    });
  }
}

function whyNot({ viewer }: LoadContext, label: string, key: string, before: Stored | undefined): Pick<ItemError, "code" | "message"> | undefined {
  if (!before) return { code: "BAD_INPUT", message: missing({ label, key }) };
  if (!sees(viewer, before)) return { code: "FORBIDDEN", message: `${called(label, key)} can't be retired by you; ask someone with a grant over it.` };
  const forbidden = whyNotOver(viewer, "retire", called(label, key), [before.scope]);
  if (forbidden) return { code: "FORBIDDEN", message: forbidden };
  if (label === "Domain" && key === rootDomain) return { code: "BAD_INPUT", message: "The root domain is the home of what has no other; it can't be retired." };
  return undefined;
}

/** What is part of a node and not retired yet, level by level. */
async function partsOf({ graph }: LoadContext, start: Placed): Promise<readonly (readonly Placed[])[]> {
  const levels: Placed[][] = [];
  for (let level: readonly Placed[] = [start]; level.length > 0; level = levels.at(-1)!) {
    const next: Placed[] = [];
    for (const [above, places] of grouped(level, ({ label }) => label))
      for (const { label, partOf } of partKinds(entities).get(above) ?? []) {
        const rows = await graph.read({
          name: action, parameters: { ids: places.map(({ id }) => id) },
          text: `UNWIND $ids AS id MATCH (:${above} {id: id})<-[:${partOf}]-(part:${label}) WHERE part.retiredAt IS NULL RETURN DISTINCT part.id AS id`,
        });
        next.push(...rows.map((row) => ({ label, id: row.get("id") as string })));
      }
    levels.push(next);
  }
  return levels;
}

async function hide(transaction: Transaction, places: readonly Placed[], now: string): Promise<void> {
  for (const [label, own] of grouped(places, (each) => each.label))
    await transaction.run(`UNWIND $ids AS id MATCH (n:${label} {id: id}) WHERE n.retiredAt IS NULL SET n.retiredAt = $now, n.revision = coalesce(n.revision, 0) + 1`, { ids: own.map(({ id }) => id), now: instant(now) });
}
