import { isOutgoing } from "../entity/edges.js";
import type { Entities } from "../entity/ends.js";
import type { Item } from "../writes/draft.js";
import type { PlacedDocument, PlacedItem } from "./seed.js";

/** Gives edges that can end, and don't say when they began, this beginning; without one they stay as they are. */
export const datedFrom = (since: string | undefined, entities: Entities) => (item: Item): Item => {
  const edges = Object.entries(entities.get(item.type)?.edges ?? {}).filter(([name, edge]) => isOutgoing(edge) && edge.options.ends && item[name] != null);
  if (since === undefined || edges.length === 0) return item;
  const begun = (link: unknown): object => ({ validFrom: since, ...(typeof link === "string" ? { key: link } : link as object) });
  return { ...item, ...Object.fromEntries(edges.map(([name]) => [name, Array.isArray(item[name]) ? item[name].map(begun) : begun(item[name])])) };
};

/**
 * The heads of documents as items, as their newest versions have them: so others can refer to them, and their edges are dated,
 * before their texts are split.
 */
export const headsOf = (documents: readonly PlacedDocument[]): readonly PlacedItem[] =>
  [...new Map(inOrder(documents).map((each) => [each.document.key, headOf(each)])).values()];

/** Older versions of a document before newer ones. */
export const inOrder = <T extends Pick<PlacedDocument, "document">>(documents: readonly T[]): readonly T[] =>
  [...documents].sort((a, b) => Date.parse(a.document.validFrom ?? sinceEver) - Date.parse(b.document.validFrom ?? sinceEver));
const sinceEver = "0001-01-01T00:00:00Z";

function headOf({ document: { key, title, source, sensitivity, homeDomain, domains, tasks, corpora }, file, line }: PlacedDocument): PlacedItem {
  const about = [...domains.map((domain) => ({ type: "Domain", key: domain })), ...tasks.map((task) => ({ type: "Task", key: task }))];
  const given = { source, sensitivity, homeDomain, ...(about.length > 0 && { about }), ...(corpora.length > 0 && { corpora }) };
  const item = { type: "Document", key, title, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
  return { item, file, line, lineOf: () => line };
}
