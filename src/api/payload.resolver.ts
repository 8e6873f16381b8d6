import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Node } from "../types/interfaces.js";
import { UpsertPayload } from "../types/shared.js";

/** What was written, read back in one planned read. */
@Resolver(() => UpsertPayload)
export class PayloadResolver {
  @FieldResolver(() => [Node], { description: "Those written or already so that the viewer may see, in the order given." })
  async nodes(@Root() { ids }: UpsertPayload, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    const found = await Promise.all(ids.filter((id) => id !== null).map((id) => reads.node(id, info)));
    return found.filter((node) => node !== null);
  }
}
