import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import { Chunk } from "../documents/chunk.js";
import { localEmbedder } from "../documents/offers.js";
import { PolicyVersion } from "../policies/policyVersion.js";
import type { Context } from "../reads/context.js";
import { Task } from "../tasks/task.js";
import { Node } from "../types/interfaces.js";
import { ContextHit, ContextLeftOut, ContextPack, ContextStep, RetrieveContextInput } from "./context.types.js";
import { retrieve } from "./retrieve.js";
import { shown } from "./shown.js";

@Resolver(() => ContextPack)
export class ContextPackResolver {
  @Query(() => ContextPack, { description: "What a task may be given on a query: full-text and dense search over the documents that the viewer may see and policies allow, packed into a budget." })
  async retrieveContext(
    @Arg("input", () => RetrieveContextInput, { description: "What to find, and within what." }) input: RetrieveContextInput,
    @Arg("workspace", () => String, { nullable: true, description: "Workspace; the default unless given." }) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<ContextPack> {
    const { task, query, maxTokens, purpose = null, language = null, asOf = null, ...filters } = input;
    const request = { workspace: workspace ?? context.workspace, task, query, maxTokens, purpose, language, asOf, filters, actions: ["RETRIEVE"] as const };
    return shown(await retrieve(context, request, localEmbedder()), asOf);
  }

  @FieldResolver(() => Task, { description: "The task that it is for." })
  task(@Root() { taskId, asOf }: ContextPack, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(taskId, info, asOf);
  }

  @FieldResolver(() => [PolicyVersion], { description: "Policies that prohibit it, as far as the viewer may see them." })
  async prohibitedBy(@Root() { prohibitedIds, asOf }: ContextPack, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return (await Promise.all(prohibitedIds.map((id) => reads.node(id, info, asOf)))).filter((policy) => policy !== null);
  }
}

@Resolver(() => ContextHit)
export class ContextHitResolver {
  @FieldResolver(() => Chunk, { description: "The chunk." })
  chunk(@Root() { hit, asOf }: ContextHit, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(hit.id, info, asOf);
  }
}

@Resolver(() => ContextStep)
export class ContextStepResolver {
  @FieldResolver(() => Node, { description: "What it leads to." })
  node(@Root() { id, asOf }: ContextStep, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(id, info, asOf);
  }
}

@Resolver(() => ContextLeftOut)
export class ContextLeftOutResolver {
  @FieldResolver(() => Chunk, { description: "The chunk." })
  chunk(@Root() { candidate, asOf }: ContextLeftOut, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(candidate.id, info, asOf);
  }
}
