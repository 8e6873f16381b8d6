import type { Catalogue } from "../entity/catalogue.js";
import { isOutgoing, relationship, type Edge } from "../entity/edges.js";
import { holds, visible } from "../graph/viewer.js";

/** One step along an edge: what is matched, and the condition that it holds now and that the viewer may see its end. */
export interface Step {
  readonly pattern: string;
  readonly condition: string;
}

/** From `from` over an edge of a kind to `to`; `link` names the relationship. */
export function step(catalogue: Catalogue, label: string, edge: Edge, { from, link, to }: { readonly from: string; readonly link: string; readonly to: string }): Step {
  const labels = edge.to.some((end) => ["Head", "Version", "Node"].includes(end)) ? "" : `:${edge.to.join("|")}`;
  const type = `[${link}:${relationship(edge)}]`;
  const drawn = isOutgoing(edge) ? `-${type}->` : `<-${type}-`;
  const ends = catalogue.tail(label, edge).options.ends;
  return {
    pattern: `(${from})${drawn}(${to}${labels})`,
    condition: [...(ends ? [holds(link)] : []), visible(to)].join(" AND "),
  };
}
