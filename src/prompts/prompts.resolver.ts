import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from "type-graphql";
import { localEmbedder } from "../documents/offers.js";
import { PolicyVersion } from "../policies/policyVersion.js";
import type { Context } from "../reads/context.js";
import { shown } from "../retrieval/offers.js";
import { Task } from "../tasks/task.js";
import { sentOnce } from "../types/arguments.js";
import { DateTime } from "../types/scalars.js";
import { once } from "../writes/once.js";
import { assemble, type Assembled } from "./assemble.js";
import { build } from "./build.js";
import { Demonstration } from "./demonstration.js";
import { AssembledPrompt, BuildPromptInput, BuiltPrompt } from "./prompt.types.js";
import { PromptBuild } from "./promptBuild.js";
import { PromptVersion } from "./promptVersion.js";
import type { PromptRequest } from "./request.js";

const inWorkspace = { nullable: true, description: "Workspace; the default unless given." };

@Resolver(() => AssembledPrompt)
export class AssembledPromptResolver {
  @Query(() => AssembledPrompt, { description: "The prompt that a task is worked with: the approved version, its examples, the policies in effect and retrieved passages, within a budget. Nothing is written." })
  async previewPrompt(
    @Arg("input", () => BuildPromptInput, { description: "What it is wanted for." }) input: BuildPromptInput,
    @Arg("asOf", () => DateTime, { nullable: true, description: "Moment whose documents, policies and hierarchy hold; now unless given." }) asOf: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<AssembledPrompt> {
    return displayed(await assemble(context, asked(input, workspace ?? context.workspace, asOf ?? null), localEmbedder()), asOf ?? null);
  }

  @Mutation(() => BuiltPrompt, { description: "The same, and keeps a record that leads from the prompt to all that it was made from; its text is not kept, but for the answer to an `idempotencyKey`. Built again, nothing is written." })
  async buildPrompt(
    @Arg("input", () => BuildPromptInput, { description: "What it is wanted for." }) input: BuildPromptInput,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() { graph, viewer, request, workspace: usual }: Context,
  ): Promise<BuiltPrompt> {
    const own = { graph, viewer, request, principal: viewer.principal, workspace: workspace ?? usual };
    return once(own, idempotencyKey, { act: "write", action: "buildPrompt", input }, async () => {
      const { prompt, ...record } = await build(own, asked(input, own.workspace, null), localEmbedder());
      return { ...record, prompt: displayed(prompt, null) };
    });
  }

  @FieldResolver(() => Task, { description: "The task that it is for." })
  task(@Root() { taskId, asOf }: AssembledPrompt, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(taskId, info, asOf);
  }

  @FieldResolver(() => PromptVersion, { description: "The version whose template it is." })
  promptVersion(@Root() { versionId, asOf }: AssembledPrompt, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(versionId, info, asOf);
  }

  @FieldResolver(() => Task, { description: "The task that has the prompt: its own, or the nearest above it that has an approved one." })
  promptOf(@Root() { ownerId, asOf }: AssembledPrompt, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(ownerId, info, asOf);
  }

  @FieldResolver(() => [Demonstration], { description: "The worked examples in it, in their order." })
  demonstrations(@Root() { exampleIds, asOf }: AssembledPrompt, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return seen(exampleIds.map((id) => reads.node(id, info, asOf)));
  }

  @FieldResolver(() => [PolicyVersion], { description: "The policies whose words are its rules, the nearest first; then those that came with documents." })
  rules(@Root() { ruleIds, asOf }: AssembledPrompt, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return seen(ruleIds.map((id) => reads.node(id, info, asOf)));
  }
}

@Resolver(() => BuiltPrompt)
export class BuiltPromptResolver {
  @FieldResolver(() => PromptBuild, { description: "The record, with its lineage." })
  build(@Root() { buildId }: BuiltPrompt, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(buildId, info);
  }
}

/** Those that the viewer may see. */
const seen = async (nodes: readonly Promise<object | null>[]): Promise<readonly object[]> => (await Promise.all(nodes)).filter((node) => node !== null);

const asked = ({ corpora, languages, domains, documents, ...input }: BuildPromptInput, workspace: string, asOf: string | null): PromptRequest => ({
  ...input, variables: input.variables ?? {}, purpose: input.purpose ?? null, language: input.language ?? null, prompt: input.prompt ?? null, query: input.query ?? null,
  filters: { corpora, languages, domains, documents }, workspace, asOf,
});

const displayed = ({ pack, ...prompt }: Assembled, asOf: string | null): AssembledPrompt => ({ ...prompt, asOf, context: pack && shown(pack, asOf) });
