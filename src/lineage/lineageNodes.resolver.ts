import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Node } from "../types/interfaces.js";
import { ImpactAnswer, LineageAnswer, LineageNode } from "./lineageTypes.js";

const frontier = "Nodes to go on from: those with edges to what was left out.";

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
  frontier(@Root() answer: LineageAnswer, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return Promise.all(answer.frontier.map((id) => reads.node(id, info, answer.asOf)));
  }
}

@Resolver(() => ImpactAnswer)
export class ImpactFrontierResolver {
  @FieldResolver(() => [Node], { description: frontier })
  frontier(@Root() answer: ImpactAnswer, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return Promise.all(answer.frontier.map((id) => reads.node(id, info, answer.asOf)));
  }
}
