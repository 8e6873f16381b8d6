import { getNullableType, isLeafType, isListType, isNonNullType, type GraphQLLeafType, type GraphQLOutputType } from "graphql";
import type { Cells, Read } from "./cells.js";
import { labelOf, PlannedRow } from "./row.js";

/** What rows are read into: the planner says what stands where, this says what becomes of it. */
export interface Output {
  /** A node, a relationship with its end, or a page. Nodes have `id`, the place of their id, where something needs it. */
  readonly object: (typename: string, cells: Cells, id?: number | undefined) => Read;
  /** A field of that object, by its type. */
  readonly field: (type: GraphQLOutputType, read: Read) => Read;
  /** What becomes of a field that no declaration plans: a resolver answers it. */
  readonly unplanned: (name: string) => void;
}

/** For graphql-js: objects that it reads by response key, and values as resolvers give them. */
export const forExecution: Output = {
  object: (typename, cells, place) => {
    if (place === undefined) return (values, given) => new PlannedRow(typename, cells, values, given);
    return (values, given) => {
      const id = values[place] as string;
      return new PlannedRow(labelOf(id), cells, values, given, { id });
    };
  },
  field: (_type, read) => read,
  unplanned: () => undefined,
};

/** Thrown where rows can't be read straight into a response; graphql-js then executes over the same rows, and words the errors. */
export class Doubt extends Error {}

/** The response itself: plain objects, and values as their scalars serialize them. @throws Doubt, in planning and in reading. */
export const forResponse: Output = {
  object: (_typename, cells) => {
    const keys = [...cells.keys()];
    const reads = [...cells.values()];
    // Setting this key would set the object's prototype.
    if (cells.has("__proto__")) throw new Doubt("__proto__");
    return (values, given) => {
      const object: Record<string, unknown> = {};
      for (let at = 0; at < keys.length; at += 1) object[keys[at]!] = reads[at]!(values, given);
      return object;
    };
  },
  field: (type, read) => {
    const complete = completed(getNullableType(type));
    const isNullable = !isNonNullType(type);
    return (values, given) => {
      const value = read(values, given);
      if (value !== null && value !== undefined) return complete === undefined ? value : complete(value);
      if (isNullable) return null;
      throw new Doubt("null");
    };
  },
  unplanned: (name) => {
    throw new Doubt(name);
  },
};

/** What is done to a value that isn't null; undefined for objects, which are read into what they should be. */
function completed(type: GraphQLOutputType): ((value: unknown) => unknown) | undefined {
  if (isLeafType(type)) return serialized(type);
  if (!isListType(type)) return undefined;
  const inner = getNullableType(type.ofType as GraphQLOutputType);
  const each = completed(inner);
  return each && ((value) => (value as readonly unknown[]).map((item) => {
    if (item === null || item === undefined) throw new Doubt("null");
    return each(item);
  }));
}

/** By `serialize` of the type, short where the value is what it would give. */
export function serialized(type: GraphQLLeafType): (value: unknown) => unknown {
  const whole = (value: unknown) => {
    const result: unknown = type.serialize(value);
    if (result === null || result === undefined) throw new Doubt(type.name);
    return result;
  };
  if (type.name === "String" || type.name === "ID") return (value) => (typeof value === "string" ? value : whole(value));
  if (type.name === "Boolean") return (value) => (typeof value === "boolean" ? value : whole(value));
  return whole;
}
