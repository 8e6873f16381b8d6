import {
  BreakingChangeType, findBreakingChanges, getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLField, type GraphQLInputField, type GraphQLSchema,
} from "graphql";

/** What of a released schema breaks in another without having been deprecated in the released one, in graphql-js's words. */
export const hardBreaks = (released: GraphQLSchema, current: GraphQLSchema): readonly string[] =>
  findBreakingChanges(released, current).filter(({ type, description }) => !wasDeprecated(released, type, description)).map(({ description }) => description);

/** Whatever becomes of a field, an argument, a value or a type that nobody was to use any more, breaks nobody who heeded it. */
function wasDeprecated(released: GraphQLSchema, type: BreakingChangeType, description: string): boolean {
  const value = /^(\w+) was removed from enum type (\w+)\.$/.exec(description);
  if (type === BreakingChangeType.VALUE_REMOVED_FROM_ENUM && value) {
    const of = released.getType(value[2]!);
    return isEnumType(of) && isDeprecated(of.getValue(value[1]!));
  }
  const removed = /^(\w+) was removed\.$/.exec(description);
  if (type === BreakingChangeType.TYPE_REMOVED && removed) return places(released).filter(({ end }) => end === removed[1]).every(({ deprecated }) => deprecated);
  const [, typeName, fieldName, argument] = /^(\w+)\.(\w+)(?: arg (\w+))?/.exec(description) ?? [];
  const field = typeName === undefined ? undefined : fieldsOf(released, typeName)[fieldName!];
  if (!field) return false;
  return isDeprecated(field) || (argument !== undefined && "args" in field && isDeprecated(field.args.find(({ name }) => name === argument)));
}

const isDeprecated = (it: { readonly deprecationReason?: string | null | undefined } | null | undefined): boolean => it?.deprecationReason !== undefined && it.deprecationReason !== null;

type AnyField = GraphQLField<unknown, unknown> | GraphQLInputField;

function fieldsOf(schema: GraphQLSchema, typeName: string): Readonly<Record<string, AnyField>> {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? type.getFields() : {};
}

/** Wherever a type is named: in a field or an argument. */
const places = (schema: GraphQLSchema): readonly { readonly end: string; readonly deprecated: boolean }[] =>
  Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith("__")).flatMap((name) => Object.values(fieldsOf(schema, name)).flatMap((field) => [
    { end: getNamedType(field.type).name, deprecated: isDeprecated(field) },
    ...("args" in field ? field.args.map((arg) => ({ end: getNamedType(arg.type).name, deprecated: isDeprecated(field) || isDeprecated(arg) })) : []),
  ]));
