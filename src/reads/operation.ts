import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";

/** A valid operation with the variables that came with it, and the context that its resolvers get. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: unknown;
}
