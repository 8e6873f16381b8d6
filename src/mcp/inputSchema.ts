import {
  getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, Kind, typeFromAST, TypeInfo, valueFromASTUntyped, visit, visitWithTypeInfo,
  type GraphQLInputType, type GraphQLSchema, type NamedTypeNode, type OperationDefinitionNode, type ValueNode,
} from "graphql";
import { leafSchema, objectOf, type JsonSchema, type ObjectSchema } from "./jsonSchema.js";

/**
 * What an operation takes as its variables. One that doesn't describe itself is described as the argument or field that it is given to;
 * members of objects have their names only, for the tokens that their descriptions would take.
 */
export function inputSchema(schema: GraphQLSchema, operation: OperationDefinitionNode): ObjectSchema {
  const descriptions = uses(schema, operation);
  const definitions = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue, description }) => ({
    name: variable.name.value,
    isRequired: type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
    schema: described(typed(typeFromAST(schema, type as NamedTypeNode) as GraphQLInputType), description?.value ?? descriptions.get(variable.name.value), defaultValue && valueFromASTUntyped(defaultValue)),
  }));
  return objectOf(Object.fromEntries(definitions.map((each) => [each.name, each.schema])), definitions.filter(({ isRequired }) => isRequired).map(({ name }) => name));
}

function typed(type: GraphQLInputType): JsonSchema {
  if (isNonNullType(type)) return typed(type.ofType);
  if (isListType(type)) return { type: "array", items: typed(type.ofType) };
  if (isEnumType(type)) return { ...leafSchema(type), enum: type.getValues().map(({ name }) => name) };
  if (!isInputObjectType(type)) return leafSchema(type);
  const fields = Object.values(type.getFields());
  return objectOf(
    Object.fromEntries(fields.map((field) => [field.name, described(typed(field.type), undefined, field.defaultValue)])),
    fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined).map(({ name }) => name),
  );
}

const described = (schema: JsonSchema, description: string | undefined, usual: unknown): JsonSchema =>
  ({ ...schema, ...(description !== undefined && { description }), ...(usual !== undefined && usual !== null && { default: usual }) });

/** What is said of the places that variables are given to, by their names. */
function uses(schema: GraphQLSchema, operation: OperationDefinitionNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const types = new TypeInfo(schema);
  const note = (value: ValueNode, description: string | null | undefined): void => {
    if (value.kind === Kind.VARIABLE && description) found.set(value.name.value, description);
  };
  visit(operation, visitWithTypeInfo(types, {
    Argument: ({ value }) => note(value, types.getArgument()?.description),
    ObjectField: ({ name, value }) => {
      const object = getNamedType(types.getParentInputType());
      if (isInputObjectType(object)) note(value, object.getFields()[name.value]?.description);
    },
  }));
  return found;
}
