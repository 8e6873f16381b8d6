import { isOutgoing, type Edges } from "../entity/edges.js";
import type { Entities } from "../entity/ends.js";
import { splitKey } from "../entity/keys.js";
import { headEdge } from "../entity/lines.js";
import type { Item } from "../writes/draft.js";

/** A node that an item leads to, by kind and key, and where it says so, such as `domains.0`. */
export interface ItemReference {
  readonly label: string;
  readonly key: string;
  readonly path: string;
}

/** All that an item refers to, also where other parts of it are wrong; a version refers to its head. */
export function references(entities: Entities, item: Item): readonly ItemReference[] {
  const entity = entities.get(item.type);
  if (!entity) return [];
  const head = entity.head !== undefined && typeof item["key"] === "string" ? [{ label: entity.head, key: splitKey(item["key"]).head, path: "key" }] : [];
  const scores = item.type === "Evaluation" && Array.isArray(item["scores"]) ? item["scores"] : [];
  const ofScores = scores.flatMap((score: Values, at) => links(entities.get("Score")!.edges, score, `scores.${at}.`));
  const edges = Object.fromEntries(Object.entries(entity.edges).filter(([name]) => name !== headEdge(entity)).map(([name, edge]) => [spoken[name] ?? name, edge]));
  return [...head, ...links(edges, item, ""), ...ofScores];
}

/** Edges that records call by another name. */
const spoken: Readonly<Record<string, string>> = { judge: "judgedBy" };

type Values = Readonly<Record<string, unknown>>;

const links = (edges: Edges, values: Values, within: string): readonly ItemReference[] =>
  Object.entries(edges).filter(([name, edge]) => isOutgoing(edge) && values[name] != null).flatMap(([name, edge]) => {
    const value = values[name];
    return (Array.isArray(value) ? value : [value]).flatMap((end: unknown, at): readonly ItemReference[] => {
      const { type = edge.to[0]!, key } = (typeof end === "string" ? { key: end } : end ?? {}) as { readonly type?: unknown; readonly key?: unknown };
      return typeof key === "string" ? [{ label: String(type), key, path: `${within}${name}${Array.isArray(value) ? `.${at}` : ""}` }] : [];
    });
  });
