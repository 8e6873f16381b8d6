import { isOutgoing, relationship, type Edge } from "./edges.js";
import type { Entity } from "./entity.js";

/** Entities by their labels. */
export type Entities = ReadonlyMap<string, Entity>;

/** The outgoing edges, at the other end, that an incoming one is the reverse of. */
export const tails = (entities: Entities, label: string, edge: Edge): readonly Edge[] =>
  ends(entities, edge).flatMap((to) => Object.values(entities.get(to)!.edges))
    .filter((other) => isOutgoing(other) && relationship(other) === relationship(edge) && leadsTo(entities, other, label));

/** Whether an edge may end at this label. */
export const leadsTo = (entities: Entities, { to }: Edge, label: string): boolean => {
  const entity = entities.get(label);
  return to.includes(label) || to.includes("Node")
    || (to.includes("Version") && entity?.head !== undefined) || (to.includes("Head") && entity?.version !== undefined);
};

/** The concrete labels at an edge's other end. */
export const ends = (entities: Entities, edge: Edge): readonly string[] => [...entities.keys()].filter((label) => leadsTo(entities, edge, label));

/** The type at an edge's end: an entity, `Version` where all of several are versions, else `Node`. */
export const endLabel = (entities: Entities, { to }: Edge): string =>
  to.length === 1 ? (to[0] === "Head" ? "Node" : to[0]!) : to.every((label) => label === "Version" || entities.get(label)?.head) ? "Version" : "Node";
