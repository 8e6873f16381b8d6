import { lexicographicSortSchema, printSchema, type GraphQLSchema } from "graphql";

/** The schema as text, always in the same order: what `schema/schema.graphql` holds. */
export const sdl = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
