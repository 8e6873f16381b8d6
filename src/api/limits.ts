import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation, GraphQLRequestListener } from "@apollo/server";
import { GraphQLError, Kind, visit, type DocumentNode, type OperationDefinitionNode, type ValueNode } from "graphql";
import type { Context } from "../reads/context.js";
import { Kept } from "../reads/plans.js";
import { costOf, lengthArguments, type Cost } from "./cost.js";

/** What one operation may be at most; the settings of the same names say it. */
export interface Limits {
  /** Objects in its answer, as `costOf` expects them. */
  readonly cost: number;
  /** Fields one below another. */
  readonly depth: number;
  readonly aliases: number;
  /** Lexical tokens of the document, which the parser counts. */
  readonly tokens: number;
  /** Items of any list among the arguments. */
  readonly list: number;
}

/**
 * GitHub's API allows half a million nodes as well. Validation takes time by the square of a document's tokens, .3 s for so many;
 * GraphiQL asks about the schema with fewer than 300, and no operation of ours is 15 fields deep.
 */
export const usualLimits: Limits = { cost: 500_000, depth: 40, aliases: 100, tokens: 3_000, list: 1_000 };

/** What asks about the schema costs no statement but time: GraphiQL's question has some 220 fields, 15 deep once its fragments are opened. */
const introspectionLimits = { fields: 400, depth: 20 } as const;

/** Refuses an operation that is over a limit before any of it is done. What is worked out is kept by operation and the values that count. */
export function limited(limits: Limits): ApolloServerPlugin<Context> {
  const kept = new Kept<string>();
  const listener: GraphQLRequestListener<Context> = {
    didResolveOperation: async ({ schema, document, operation, request }: GraphQLRequestContextDidResolveOperation<Context>) => {
      if (!operation) return;
      const variables = request.variables ?? none;
      const counting = countingOf(document, operation);
      const own = unlessUnfit(() => kept.get(operation, keyOf(counting.names, variables), () => refusalOf(costOf(schema, document, operation, variables), limits) ?? ""));
      const refusal = own || refusalOfLists(document, operation, variables, limits);
      if (refusal) throw new GraphQLError(refusal, { extensions: { code: "BAD_INPUT", http: { status: 400 } } });
    },
  };
  return { requestDidStart: async () => listener };
}
const none: Readonly<Record<string, unknown>> = {};

/** Variables that don't fit are for execution to refuse; nothing is kept of them, since their like may fit. */
function unlessUnfit(work: () => string): string {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphQLError) return "";
    throw error;
  }
}

/** Why an operation is refused, in a sentence; null where it isn't. */
export function refusalOf({ objects, largest, depth, aliases, introspection }: Cost, limits: Limits): string | null {
  if (introspection.fields > introspectionLimits.fields || introspection.depth > introspectionLimits.depth)
    return `What is asked about the schema has ${introspection.fields} fields, ${introspection.depth} deep; expected at most ${introspectionLimits.fields} and ${introspectionLimits.depth}. Ask once, or read schema/schema.graphql.`;
  if (objects === Infinity) return "The operation has more fields than can be looked at once its fragments are opened; ask for less, or in several requests.";
  if (objects > limits.cost)
    return `The operation costs ${shown(objects)}, the objects that its answer can hold; expected at most ${shown(limits.cost)}. Most of them, ${shown(largest!.objects)}, are \`${largest!.path}\`: ${advice(largest!)}.`;
  if (depth > limits.depth) return `The operation is ${depth} fields deep; expected at most ${limits.depth}. Ask for the ids there, and go on from them with \`nodes(ids: [...])\`.`;
  if (aliases > limits.aliases) return `The operation has ${aliases} aliases; expected at most ${limits.aliases}. Send it as several, or ask for a list, such as \`nodes(ids: [...])\`.`;
  return null;
}

/** The refusal of a document that the parser left off reading at its limit of tokens; another error of the parser as it is. */
export function wordedTokens(message: string): string {
  const limit = /more that (\d+) tokens/.exec(message)?.[1];
  return limit === undefined ? message : `The document has more than ${limit} tokens, the most that are read; give values as variables, or send it as several operations.`;
}

const advice = ({ argument, length }: NonNullable<Cost["largest"]>): string =>
  (argument === null ? "lower `first` of the lists above it, or leave it out" : `lower its \`${argument}\`, now ${shown(length)}, or that of a list above it`);
const shown = (count: number): string => count.toLocaleString("en");

/** Variables whose values decide about the cost, and the items of the longest list that the document itself holds. */
interface Counting {
  readonly names: readonly string[];
  readonly longest: number;
  /** Variables in arguments that have a bound of their own. */
  readonly unbounded: ReadonlySet<string>;
}
/** Where a walk goes on says all that was reached before; its resolver checks it. */
const boundElsewhere = "resume";
const countings = new WeakMap<OperationDefinitionNode, Counting>();

function countingOf(document: DocumentNode, operation: OperationDefinitionNode): Counting {
  const known = countings.get(operation);
  if (known) return known;
  const names = new Set<string>();
  const unbounded = new Set<string>();
  let longest = 0;
  const note = (value: ValueNode): void => void (value.kind === Kind.VARIABLE && names.add(value.name.value));
  visit(document, {
    Field: ({ arguments: given = [] }) => given.forEach(({ name, value }) => lengthArguments.includes(name.value as never) && note(value)),
    Directive: ({ arguments: given = [] }) => given.forEach(({ value }) => note(value)),
    Argument: ({ name, value }) => name.value === boundElsewhere ? visit(value, { Variable: (variable) => void unbounded.add(variable.name.value) }) && undefined : undefined,
    ListValue: ({ values }) => void (longest = Math.max(longest, values.length)),
  });
  const counting = { names: [...names], longest, unbounded };
  countings.set(operation, counting);
  return counting;
}

/** Equal only for values that the cost is equal for; holds no text that a client wrote. */
const keyOf = (names: readonly string[], variables: Readonly<Record<string, unknown>>): string => names.map((name) => markOf(variables[name])).join(";");

function markOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `[${value.length}`;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value;
}

/** Why a list among the arguments is too long, in a sentence; null where none is. */
export function refusalOfLists(document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>, { list }: Limits): string | null {
  const { longest, unbounded } = countingOf(document, operation);
  if (longest > list) return tooLong("the document", longest, list);
  for (const name in variables) {
    const value = variables[name];
    const length = typeof value === "object" && !unbounded.has(name) ? longestIn(value) : 0;
    if (length > list) return tooLong(`$${name}`, length, list);
  }
  return null;
}

/** However deep it nests. */
function longestIn(value: unknown): number {
  const left: unknown[] = [value];
  let longest = 0;
  while (left.length > 0) {
    const each = left.pop();
    if (typeof each !== "object" || each === null) continue;
    if (Array.isArray(each)) longest = Math.max(longest, each.length);
    for (const member of Object.values(each)) if (typeof member === "object") left.push(member);
  }
  return longest;
}

const tooLong = (where: string, length: number, most: number): string =>
  `A list in ${where} has ${shown(length)} items; expected at most ${shown(most)}. Send them in several requests, or as lines to POST /ingest.`;
