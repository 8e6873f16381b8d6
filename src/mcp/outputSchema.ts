import {
  getNamedType, isCompositeType, isListType, isNonNullType, Kind, type GraphQLCompositeType, type GraphQLLeafType, type GraphQLOutputType, type GraphQLSchema, type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { leafSchema, objectOf, type JsonSchema, type ObjectSchema } from "./jsonSchema.js";

/**
 * What an operation answers, so that its answers fit by construction. No member is required: one that is told only where it was asked
 * for, by `@include`, may be missing. Words that a value is one of aren't listed: they show.
 */
export function outputSchema(schema: GraphQLSchema, operation: OperationDefinitionNode): ObjectSchema {
  return selected(schema.getRootType(operation.operation)!, operation.selectionSet);

  function selected(type: GraphQLCompositeType, { selections }: SelectionSetNode): ObjectSchema {
    return objectOf(Object.fromEntries(selections.flatMap((selection): readonly (readonly [string, JsonSchema])[] => {
      if (selection.kind !== Kind.FIELD) throw new Error(`The tool ${operation.name?.value} has a fragment, which its output schema can't be made from; write out its fields.`);
      const { name, alias, selectionSet } = selection;
      if (name.value === "__typename") return [["__typename", { type: "string" }]];
      const field = "getFields" in type ? type.getFields()[name.value] : undefined;
      return [[(alias ?? name).value, typed(field!.type, selectionSet)]];
    })));
  }

  function typed(type: GraphQLOutputType, selection: SelectionSetNode | undefined): JsonSchema {
    if (isNonNullType(type)) return present(type.ofType, selection);
    return nullable(present(type, selection));
  }

  function present(type: GraphQLOutputType, selection: SelectionSetNode | undefined): JsonSchema {
    if (isListType(type)) return { type: "array", items: typed(type.ofType, selection) };
    const named = getNamedType(type);
    return isCompositeType(named) ? selected(named, selection!) : leafSchema(named as GraphQLLeafType);
  }
}

const nullable = ({ type, ...rest }: JsonSchema): JsonSchema => (type === undefined ? rest : { type: [type, "null"], ...rest });
