import { isInterfaceType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import { buildSchemaSync, type PubSub } from "type-graphql";
import type { Catalogue } from "../entity/catalogue.js";
import type { Context } from "../reads/context.js";
import { linkedOf } from "../reads/linked.js";
import { plannedRoot } from "../reads/roots.js";
import { PlannedRow } from "../reads/row.js";
import { entityResolver } from "./entity.resolver.js";
import { NodeResolver, versionsResolver } from "./node.resolver.js";
import { objectTypes } from "./objects.js";

/** The whole API: what the catalogue gives, and the resolvers that the capabilities wrote. Once a process: its types have names. */
export function apiSchema(catalogue: Catalogue, resolvers: readonly Function[]): GraphQLSchema {
  const { types, versions } = objectTypes(catalogue);
  const generic = types.map((made) => entityResolver(made.object, made));
  const schema = buildSchemaSync({ resolvers: [NodeResolver, versionsResolver(versions), ...generic, ...resolvers], validate: false, orphanedTypes: [], pubSub: none });
  return reading(schema);
}

/** Each subscription has a source of its own; type-graphql asks for this before it looks. */
const none: PubSub = {
  publish: () => { throw new Error("Nothing is published here."); },
  subscribe: () => { throw new Error("A subscription has no source."); },
};

/**
 * Planned fields read their row by response key: type-graphql reads by field name (aliases come out null), makes fields with
 * arguments async, and wraps `resolveType` in a promise. A field that isn't planned gets the id of the row's node as its root; one that
 * shows nodes by their ids reads them; what a root field's resolver gave already isn't asked for again.
 */
function reading(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  answeringOnce(schema.getQueryType()!);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type)) type.resolveType = (row: PlannedRow) => row.typename;
    if (isObjectType(type) && !type.name.startsWith("__") && !roots.includes(type)) readingRows(type);
  }
  return schema;
}

function answeringOnce(query: GraphQLObjectType): void {
  for (const field of Object.values(query.getFields()).filter((each) => !plannedRoot(each))) {
    const resolve = field.resolve!;
    field.resolve = (source, args, context: Context, info) => context.reads.answered(info.path.key as string) ?? (resolve(source, args, context, info) as unknown);
  }
}

function readingRows(type: GraphQLObjectType): void {
  for (const field of Object.values(type.getFields())) {
    const linked = linkedOf(field);
    const resolve: typeof field.resolve = linked ? (source: object, _args, { reads }: Context, info) => reads.linked(source, linked, info) : field.resolve;
    if (!resolve) field.extensions = { ...field.extensions, plain: true };
    field.resolve = (source: unknown, args, context, info) => {
      if (source instanceof PlannedRow) {
        const key = info.path.key as string;
        return source.has(key) ? source.get(key) : resolve?.(source.self, args, context, info);
      }
      return resolve ? resolve(source, args, context, info) : (source as Record<string, unknown>)[field.name];
    };
  }
}
