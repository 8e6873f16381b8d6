import { isEnumType, type GraphQLLeafType } from "graphql";

/** A JSON Schema, as MCP's clients read them. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export type ObjectSchema = {
  readonly type: "object";
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required?: string[];
};

/** An object of these members. */
export const objectOf = (properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): ObjectSchema =>
  ({ type: "object", properties, ...(required.length > 0 && { required: [...required] }) });

/** What a scalar or a word of an enumeration is in JSON; anything, for a scalar that isn't known here. */
export const leafSchema = (type: GraphQLLeafType): JsonSchema => (isEnumType(type) ? text : scalars[type.name] ?? {});

const text = { type: "string" };
const scalars: Readonly<Record<string, JsonSchema>> = { Int: { type: "integer" }, Float: { type: "number" }, Boolean: { type: "boolean" }, ID: text, String: text, DateTime: text };
