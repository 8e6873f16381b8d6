import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Node } from "../types/interfaces.js";
import type { ListTypes } from "./objects.js";

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: "Anything by its id." })
  async node(@Arg("id", () => ID, { description: "Its id." }) id: string, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return (await reads.byIds([id], info))[0];
  }

  @Query(() => [Node], { nullable: "items", description: "Anything by ids, in their order; null where there is none." })
  nodes(@Arg("ids", () => [ID], { description: "Their ids." }) ids: string[], @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.byIds(ids, info);
  }
}

/** `versions(filter)` over the versions of all kinds. */
export function versionsResolver({ args, connection }: ListTypes): Function {
  @Resolver()
  class VersionsResolver {
    @Query(() => connection, { description: "A page of versions of all kinds." })
    versions(@Args(() => args) page: object, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
      return reads.page("Version", page, info);
    }
  }
  return VersionsResolver;
}
