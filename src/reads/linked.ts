import type { GraphQLField } from "graphql";

/** How a field of an algorithm's answer shows nodes that the answer holds by their ids; stands in its `extensions` as `linked`. */
export interface Linked {
  /** The id, or the ids, in an object that has the field. */
  readonly of: (object: object) => string | readonly string[];
  /** Moment that they are read at, ISO 8601; null for now. */
  readonly asOf: (object: object) => string | null;
  /** Whether a list leaves out those that the viewer may not see; else they are null in it. */
  readonly seen: boolean;
}

export const linkedOf = ({ extensions }: GraphQLField<unknown, unknown>): Linked | undefined => extensions["linked"] as Linked | undefined;

/** The ids that an object holds for the field. */
export const idsIn = ({ of }: Linked, object: object): readonly string[] => [of(object)].flat();

/** What the field shows, given what stands for each node; null for one that the viewer doesn't see. */
export function shownNodes<T>({ of, seen }: Linked, object: object, node: (id: string) => T | null): T | null | readonly (T | null)[] {
  const ids = of(object);
  if (typeof ids === "string") return node(ids);
  const nodes = ids.map(node);
  return seen ? nodes.filter((each) => each !== null) : nodes;
}
