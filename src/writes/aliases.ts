import { relationship } from "../entity/edges.js";
import type { Transaction } from "../graph/database.js";
import type { Refusal } from "./approval.js";
import { called } from "./draft.js";
import type { NewEdge } from "./edgeChanges.js";

/** The items that would have an alias of a prompt, such as `production`, lead to a version that isn't APPROVED. Locks the versions, so that none is rejected meanwhile. */
export async function unapprovedAliases(transaction: Transaction, edges: readonly NewEdge[]): Promise<ReadonlyMap<number, Refusal>> {
  const aliases = edges.filter(({ from, edge }) => from.label === "Prompt" && relationship(edge) === "ALIAS");
  if (aliases.length === 0) return new Map();
  const rows = await transaction.run("UNWIND $ids AS id MATCH (v:PromptVersion {id: id}) SET v.revision = coalesce(v.revision, 0) RETURN v.id AS id, v.state AS state", { ids: [...new Set(aliases.map(({ to }) => to.id))].sort() });
  const states = new Map(rows.map((row) => [row.get("id") as string, row.get("state") as string]));
  return new Map(aliases.filter(({ to }) => states.get(to.id) !== "APPROVED").map(({ from, to, properties }) => [from.draft.item, {
    code: "CONFLICT", message: `The alias ${String(properties["name"])} would lead to ${called(to.label, to.key)}, which is ${states.get(to.id) ?? "not there"}; an alias of a prompt leads to an APPROVED version. Have it reviewed first.`,
  } satisfies Refusal]));
}
