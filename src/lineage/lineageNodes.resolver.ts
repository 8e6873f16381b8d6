import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Node } from "../types/interfaces.js";
import { frontier, ImpactAnswer, LineageAnswer, LineageNode } from "./lineageTypes.js";

@Resolver(() => LineageNode)
export class LineageNodeResolver {
  @FieldResolver(() => Node, { description: "The node." })
  node(@Root() { node, asOf }: LineageNode, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(node, info, asOf);
  }
}

@Resolver(() => LineageAnswer)
export class LineageFrontierResolver {
  @FieldResolver(() => [Node], { description: frontier })
  frontier(@Root() answer: LineageAnswer, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return frontierOf(answer, context, info);
  }
}

@Resolver(() => ImpactAnswer)
export class ImpactFrontierResolver {
  @FieldResolver(() => [Node], { description: frontier })
  frontier(@Root() answer: ImpactAnswer, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return frontierOf(answer, context, info);
  }
}

const frontierOf = ({ cutAt }: LineageAnswer | ImpactAnswer, { reads }: Context, info: GraphQLResolveInfo) =>
  Promise.all(cutAt.map(({ node, asOf }) => reads.node(node, info, asOf)));
