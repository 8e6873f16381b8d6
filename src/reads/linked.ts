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

/** What the field shows, given how a node is read. */
export async function linkedNodes<T>({ of, seen }: Linked, object: object, read: (id: string) => Promise<T | null>): Promise<T | null | readonly (T | null)[]> {
  const ids = of(object);
  if (typeof ids === "string") return read(ids);
  const nodes = await Promise.all(ids.map(read));
  return seen ? nodes.filter((node) => node !== null) : nodes;
}
