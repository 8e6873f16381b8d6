import { getArgumentValues, type FieldNode, type GraphQLField, type GraphQLResolveInfo } from "graphql";
import type { Catalogue } from "../entity/catalogue.js";
import { grouped } from "../entity/grouped.js";
import type { Row } from "../graph/database.js";
import { answerPart, type Link, type Part } from "./answer.js";
import type { Operation } from "./operation.js";
import { forResponse } from "./output.js";
import { Kept, plan, type Plan } from "./plans.js";
import { labelsOf, nodesById } from "./roots.js";
import { placeOf, type Request, type Selected } from "./selection.js";
import { shapeOf } from "./shape.js";
import { byIdsStatement } from "./statements.js";

/** A root field that an algorithm answers, and how its answer is completed. */
export interface Answered {
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly part: Part;
}

export const planAnswer = (request: Request, { key, field, nodes }: Selected): Answered => ({ key, field, nodes, part: answerPart(request, field, nodes) });

/** Reads nodes by a statement, at a moment; its name says whose it is. */
export type RunNodes = (name: string, text: string, parameters: Readonly<Record<string, unknown>>, asOf: string | null) => Promise<readonly Row[]>;

/** A resolver's call, as graphql-js would make it. @throws GraphQLError for arguments that don't fit. */
export function callOf({ schema, operation, context }: Operation, { fragments, variableValues }: Request, { key, field, nodes }: Answered): () => unknown {
  const args = getArgumentValues(field, nodes[0]!, variableValues);
  const parentType = schema.getQueryType()!;
  const info: GraphQLResolveInfo = {
    fieldName: field.name, fieldNodes: nodes, returnType: field.type, parentType, path: { prev: undefined, key, typename: parentType.name },
    schema, fragments, rootValue: undefined, operation, variableValues,
  };
  return () => field.resolve!(undefined, args, context, info);
}

const kept = new Kept<Plan>();

/** Reads the nodes in what a resolver gave, all of one place and moment by one statement; then what makes the field's value of them. */
export async function completed(catalogue: Catalogue, { schema, operation }: Operation, request: Request, { part }: Answered, value: unknown, run: RunNodes): Promise<() => unknown> {
  const wanted: { readonly link: Link; readonly id: string; readonly asOf: string | null }[] = [];
  part.want?.(value, (link, ids, asOf) => ids.forEach((id) => wanted.push({ link, id, asOf })));
  const found = await all(grouped(wanted, ({ link }) => link), (link, own) =>
    all(grouped(own, ({ asOf }) => asOf), (asOf, those) => nodesAt(link, [...new Set(those.map(({ id }) => id))], asOf)));
  return () => part.complete(value, (link, id, asOf) => found.get(link)!.get(asOf)!.get(id) ?? null);

  async function nodesAt({ field, nodes }: Link, ids: readonly string[], asOf: string | null): Promise<ReadonlyMap<string, unknown>> {
    const labels = labelsOf(catalogue, ids);
    if (labels.length === 0) return new Map();
    const made = kept.get(operation, `${placeOf(nodes)} ${labels.join()} ${shapeOf(schema, operation, request.variableValues)}`, () =>
      plan({ catalogue, request, output: forResponse, depth: 0 }, (planning) => byIdsStatement(planning, labels, nodes)));
    return nodesById(catalogue, ids, made, request.variableValues, (text, parameters) => run(operation.name?.value ?? field.name, text, parameters, asOf));
  }
}

/** What becomes of each group, all at once. */
const all = async <K, V, T>(groups: ReadonlyMap<K, V>, work: (key: K, value: V) => Promise<T>): Promise<ReadonlyMap<K, T>> =>
  new Map(await Promise.all([...groups].map(async ([key, value]) => [key, await work(key, value)] as const)));
