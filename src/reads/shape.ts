import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, typeFromAST, type GraphQLInputType, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import { labelOf } from "./row.js";

type VariableValues = Readonly<Record<string, unknown>>;

/**
 * A text that is equal for requests of one operation that one plan can serve: what of the variables' values decides about a
 * statement's text or how its rows are read. Those are words (sort order, @skip and @include), which members an input object has,
 * how many conditions a list of them holds, what is null or left out, the labels in ids, and whether a key names a version.
 * Numbers, texts and moments are parameters, whatever they are.
 */
export function shapeOf(schema: GraphQLSchema, operation: OperationDefinitionNode, values: VariableValues): string {
  let shape = "";
  for (const [name, type] of variablesOf(schema, operation)) shape += `${shapeOfValue(schema, type, values[name])};`;
  return shape;
}

type Variables = readonly (readonly [name: string, type: GraphQLInputType])[];
const known = new WeakMap<OperationDefinitionNode, Variables>();

function variablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode): Variables {
  const variables = known.get(operation)
    ?? (operation.variableDefinitions ?? []).map(({ variable, type }) => [variable.name.value, typeFromAST(schema, type) as GraphQLInputType] as const);
  known.set(operation, variables);
  return variables;
}

/** Made of names in the schema and of marks, never of what a client wrote: no two shapes are one text. */
function shapeOfValue(schema: GraphQLSchema, type: GraphQLInputType, value: unknown): string {
  if (value === undefined) return "-";
  if (value === null) return "0";
  if (isNonNullType(type)) return shapeOfValue(schema, type.ofType, value);
  if (isListType(type)) return shapeOfList(schema, type.ofType, value as readonly unknown[]);
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    return `{${Object.entries(value).map(([name, member]) => `${name}:${shapeOfValue(schema, fields[name]!.type, member)}`).join()}}`;
  }
  if (isEnumType(type) || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return "1";
  if (type.toString() === "ID") return schema.getType(labelOf(value))?.name ?? "?";
  return value.includes("@") ? "@" : "1";
}

/** In order where it counts; of texts and ids only which shapes there are. */
function shapeOfList(schema: GraphQLSchema, type: GraphQLInputType, values: readonly unknown[]): string {
  const shapes = values.map((value) => shapeOfValue(schema, type, value));
  const counts = isInputObjectType(getNamedType(type)) || isEnumType(getNamedType(type));
  return `[${(counts ? shapes : [...new Set(shapes)].sort()).join()}]`;
}
