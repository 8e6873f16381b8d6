import { Int } from "type-graphql";
import type { Catalogue } from "../entity/catalogue.js";
import { isOutgoing, relationship, type Edge } from "../entity/edges.js";
import { endLabel } from "../entity/ends.js";
import type { Entity } from "../entity/entity.js";
import { capital, objectType, type Member, type Members, type Type } from "../types/dynamic.js";
import { members } from "../types/fieldTypes.js";
import { Node, Version } from "../types/interfaces.js";
import type { Pages } from "./pages.js";
import { DateTime } from "../types/scalars.js";
import { PageInfo } from "../types/shared.js";

/** Makes the types of edges: plain ends, `UsesModelVersionLink`, `TaskConnection`, `RelatedToTaskConnection`; each name once. */
export interface Connections {
  edge(entity: Entity, edge: Edge): Member;
  of(label: string): Type;
}

export function connections({ classes, entities, tail }: Catalogue, pages: Pages): Connections {
  const classOf = new Map<string, object>([["Node", Node], ["Version", Version], ...classes.map((each) => [each.entity.label, each] as const)]);
  const made = new Map<string, Type>();
  const once = (name: string, make: () => Type): Type => made.get(name) ?? (made.set(name, make()), made.get(name)!);
  return { edge, of: (label) => once(label, () => connection(label, () => classOf.get(label), {})) };

  function edge({ label }: Entity, edge: Edge): Member {
    const target = endLabel(entities, edge);
    const end = () => classOf.get(target);
    const own = ownMembers(tail(label, edge));
    const name = Object.keys(own).length > 0 ? typeName(edge, target) : target;
    const { description } = edge;
    if (!edge.many || (edge.few && isOutgoing(edge))) {
      const node: Member = { type: end, description: "The node.", optional: true };
      const link = name === target ? undefined : once(`${name}Link`, () => objectType(`${name}Link`, placed, { node, ...own }));
      return edge.many ? { type: () => [link ?? end()], description } : { type: () => link ?? end(), description, optional: true };
    }
    const page = once(name, () => connection(name, end, own));
    return { type: () => page, description, args: pages.nested(target) };
  }
}

const placed = "An edge of a list.";

/** What is told of a relationship: its properties, and its period where it has properties. */
const ownMembers = ({ options: { properties, ends } }: Edge): Members => ({ ...(properties && members(properties)), ...(properties && ends && period) });

/** Of a relationship with properties: `RELATED_TO` to `Task` is `RelatedToTask`. */
export const typeName = (edge: Edge, target: string): string =>
  relationship(edge).split("_").map((word) => capital(word.toLowerCase())).join("") + target;

export const period: Members = {
  validFrom: { type: () => DateTime, description: "When it began to hold.", optional: true },
  validTo: { type: () => DateTime, description: "When it ceased to hold; open while it holds.", optional: true },
};

function connection(name: string, end: () => unknown, own: Members): Type {
  const edge = objectType(`${name}Edge`, placed, {
    cursor: { type: () => String, description: "Its place." },
    node: { type: end, description: "The node." },
    ...own,
  });
  return objectType(`${name}Connection`, "A page of a list.", {
    edges: { type: () => [edge], description: "In order." },
    nodes: { type: () => [end()], description: "The nodes of its edges." },
    pageInfo: { type: () => PageInfo, description: "Where it stands." },
    totalCount: { type: () => Int, description: "Number over all pages." },
  });
}
