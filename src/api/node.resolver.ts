import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Extensions, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../reads/context.js";
import type { PlannedRoot } from "../reads/roots.js";
import { Node } from "../types/interfaces.js";
import type { ListTypes } from "./objects.js";

@Resolver()
export class NodeResolver {
  @Extensions({ planned: { by: "id", label: "Node" } satisfies PlannedRoot })
  @Query(() => Node, { nullable: true, description: "Anything by its id." })
  node(@Arg("id", () => ID, { description: "Its id." }) _id: string, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.root(info);
  }

  @Extensions({ planned: { by: "ids", label: "Node" } satisfies PlannedRoot })
  @Query(() => [Node], { nullable: "items", description: "Anything by ids, in their order; null where there is none." })
  nodes(@Arg("ids", () => [ID], { description: "Their ids." }) _ids: string[], @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.root(info);
  }
}

/** `versions(filter)` over the versions of all kinds. */
export function versionsResolver({ args, connection }: ListTypes): Function {
  @Resolver()
  class VersionsResolver {
    @Extensions({ planned: { by: "page", label: "Version" } satisfies PlannedRoot })
    @Query(() => connection, { description: "A page of versions of all kinds." })
    versions(@Args(() => args) _page: object, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
      return reads.root(info);
    }
  }
  return VersionsResolver;
}
