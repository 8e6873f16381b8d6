import { getNullableType, isLeafType, isListType, isNonNullType, isObjectType, type FieldNode, type GraphQLField, type GraphQLNamedOutputType, type GraphQLObjectType, type GraphQLOutputType } from "graphql";
import { idsIn, linkedOf, shownNodes, type Linked } from "./linked.js";
import { Doubt, serialized } from "./output.js";
import { selected, type Request } from "./selection.js";

/** A place in the answer where nodes stand that are read by their ids, all at once. */
export interface Link {
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly linked: Linked;
}

/** What stands at a place in the response, of what a resolver gave: first the nodes that are wanted are told, then it is made. */
export interface Part {
  readonly want?: (value: unknown, want: Want) => void;
  readonly complete: (value: unknown, node: NodeAt) => unknown;
}

/** Told of a place's nodes and the moment that they are read at. */
export type Want = (link: Link, ids: readonly string[], asOf: string | null) => void;
/** What stands in the response for a node of a place; null for one that the viewer doesn't see. */
export type NodeAt = (link: Link, id: string, asOf: string | null) => unknown;

/**
 * Completes what an algorithm's resolver gives, as graphql-js would, but for the nodes in it, which are read straight into the response.
 * @throws Doubt, in planning where a field has a resolver of its own, and in completing where a value isn't plain.
 */
export function answerPart(request: Request, { type }: GraphQLField<unknown, unknown>, places: readonly FieldNode[]): Part {
  return typed(type, (inner) => {
    if (isLeafType(inner)) return { complete: serialized(inner) };
    if (isObjectType(inner) && !inner.isTypeOf) return objectOf(request, inner, places);
    throw new Doubt(inner.name);
  });
}

/** What a type makes of its innermost part: lists of it, and null only where one may be. */
function typed(type: GraphQLOutputType, innermost: (type: GraphQLNamedOutputType) => Part): Part {
  const whole = getNullableType(type);
  const { want, complete } = isListType(whole) ? listOf(typed(whole.ofType as GraphQLOutputType, innermost)) : innermost(whole as GraphQLNamedOutputType);
  const isNullable = !isNonNullType(type);
  return {
    ...(want && { want: (value, told) => void (value === null || value === undefined || want(value, told)) }),
    complete: (value, node) => {
      if (value !== null && value !== undefined) return complete(value, node);
      if (isNullable) return null;
      throw new Doubt("null");
    },
  };
}

function listOf({ want, complete }: Part): Part {
  return {
    ...(want && { want: (value, told) => listed(value).forEach((each) => want(each, told)) }),
    complete: (value, node) => listed(value).map((each) => complete(each, node)),
  };
}

function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new Doubt("list");
}

function objectOf(request: Request, type: GraphQLObjectType, places: readonly FieldNode[]): Part {
  const fields = selected(request, type.name, places).map(({ key, name, field, nodes }): readonly [string, Part] => {
    if (key === "__proto__" || field === undefined) throw new Doubt(key);
    if (name === "__typename") return [key, { complete: () => type.name }];
    const linked = linkedOf(field);
    if (linked) return [key, nodesOf({ field, nodes, linked })];
    if (!isPlain(field)) throw new Doubt(key);
    const { want, complete } = answerPart(request, field, nodes);
    const valueIn = (object: unknown): unknown => (object as Record<string, unknown>)[name];
    return [key, { ...(want && { want: (object, told) => want(valueIn(object), told) }), complete: (object, node) => complete(valueIn(object), node) }];
  });
  const wanting = fields.flatMap(([, { want }]) => want ?? []);
  return {
    ...(wanting.length > 0 && { want: (value, told) => wanting.forEach((want) => want(value, told)) }),
    complete: (value, node) => {
      if (typeof value !== "object" || value instanceof Promise || value instanceof Error) throw new Doubt(type.name);
      const object: Record<string, unknown> = {};
      for (const [key, { complete }] of fields) object[key] = complete(value, node);
      return object;
    },
  };
}

function nodesOf(link: Link): Part {
  const { field: { type }, linked } = link;
  const { complete } = typed(type, () => ({ complete: (node) => node }));
  return {
    want: (object, told) => told(link, idsIn(linked, object as object), linked.asOf(object as object)),
    complete: (object, node) => complete(shownNodes(linked, object as object, (id) => node(link, id, linked.asOf(object as object))), node),
  };
}

/** Whether a field only shows the property of its name; stands in its `extensions`. */
const isPlain = ({ extensions }: GraphQLField<unknown, unknown>): boolean => extensions["plain"] === true;
