import { readdirSync, readFileSync } from "node:fs";
import { Kind, OperationTypeNode, parse, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import { inputSchema } from "./inputSchema.js";
import { objectOf, type ObjectSchema } from "./jsonSchema.js";
import { outputSchema } from "./outputSchema.js";

/** A tool of MCP: an operation of GraphQL under its name. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** The operation's text. */
  readonly source: string;
  readonly isReadOnly: boolean;
  /** The operation's variables, and how long the result may be. */
  readonly input: ObjectSchema;
  /** The operation's data, and what of it was cut. */
  readonly output: ObjectSchema;
}

/** How long a result may be, in tokens (o200k_base). */
export const resultTokens = { name: "resultTokens", least: 200, usual: 4_000, most: 20_000 } as const;

const folder = new URL("../../schema/tools/", import.meta.url);

/** The tools of `schema/tools/`, one a file. Names, descriptions, input and output follow from the operation and the schema that answers it. */
export const readTools = (schema: GraphQLSchema): readonly Tool[] =>
  readdirSync(folder).filter((file) => file.endsWith(".graphql")).sort().map((file) => toolOf(schema, readFileSync(new URL(file, folder), "utf8")));

export function toolOf(schema: GraphQLSchema, source: string): Tool {
  const operation = parse(source).definitions.find((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION)!;
  const { properties, required } = inputSchema(schema, operation);
  const { name, usual } = resultTokens;
  return {
    name: operation.name!.value, source, isReadOnly: operation.operation === OperationTypeNode.QUERY,
    description: operation.description?.value ?? "",
    input: objectOf({ ...properties, [name]: { type: "integer", description: "Most tokens of the result.", default: usual } }, required),
    output: objectOf({ ...outputSchema(schema, operation).properties, cut: { type: "string" } }),
  };
}
