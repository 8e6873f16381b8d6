import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Node } from "../types/interfaces.js";
import { EffectivePolicy } from "./effectivePolicy.js";
import { PolicyVersion } from "./policyVersion.js";

/** The nodes that an effective policy names. */
@Resolver(() => EffectivePolicy)
export class EffectivePolicyResolver {
  @FieldResolver(() => PolicyVersion, { description: "The policy version." })
  policyVersion(@Root() { policyVersion, asOf }: EffectivePolicy, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(policyVersion, info, asOf);
  }

  @FieldResolver(() => [PolicyVersion], { description: "The policy versions that override it, have the tighter bound, or contradict it." })
  by(@Root() { by, asOf }: EffectivePolicy, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return Promise.all(by.map((id) => reads.node(id, info, asOf)));
  }

  @FieldResolver(() => [Node], { description: "The shortest way from the task to what the policy is set on: tasks above it, or a domain and those above that." })
  path(@Root() { path, asOf }: EffectivePolicy, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return Promise.all(path.map((id) => reads.node(id, info, asOf)));
  }
}
