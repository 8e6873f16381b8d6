import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { usualEmbedder } from "../documents/offers.js";
import { PolicyVersion } from "../policies/policyVersion.js";
import type { Context } from "../reads/context.js";
import { shown } from "../retrieval/offers.js";
import { Task } from "../tasks/task.js";
import { inWorkspace, sentOnce } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import { DateTime } from "../types/scalars.js";
import { writing } from "../types/writing.js";
import { once } from "../writes/once.js";
import { assemble, type Assembled } from "./assemble.js";
import { build } from "./build.js";
import { Demonstration } from "./demonstration.js";
import { AssembledPrompt, BuildPromptInput, BuiltPrompt } from "./prompt.types.js";
import { PromptBuild } from "./promptBuild.js";
import { PromptVersion } from "./promptVersion.js";
import type { PromptRequest } from "./request.js";

linked(AssembledPrompt, {
  task: { type: () => Task, description: "The task that it is for.", of: ({ taskId }) => taskId },
  promptVersion: { type: () => PromptVersion, description: "The version whose template it is.", of: ({ versionId }) => versionId },
  promptOf: { type: () => Task, description: "The task that has the prompt: its own, or the nearest above it that has an approved one.", of: ({ ownerId }) => ownerId },
  demonstrations: { type: () => [Demonstration], description: "The worked examples in it, in their order.", seen: true, of: ({ exampleIds }) => exampleIds },
  rules: { type: () => [PolicyVersion], description: "The policies whose words are its rules, the nearest first; then those that came with documents.", seen: true, of: ({ ruleIds }) => ruleIds },
});
linked(BuiltPrompt, { build: { type: () => PromptBuild, description: "The record, with its lineage.", of: ({ buildId }) => buildId } });

@Resolver()
export class PromptsResolver {
  @Query(() => AssembledPrompt, { description: "The prompt that a task is worked with: the approved version, its examples, the policies in effect and retrieved passages, within a budget. Nothing is written." })
  async previewPrompt(
    @Arg("input", () => BuildPromptInput, { description: "What it is wanted for." }) input: BuildPromptInput,
    @Arg("asOf", () => DateTime, { nullable: true, description: "Moment whose documents, policies and hierarchy hold; now unless given." }) asOf: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<AssembledPrompt> {
    return displayed(await assemble(context, asked(input, workspace ?? context.workspace, asOf ?? null), usualEmbedder()), asOf ?? null);
  }

  @Mutation(() => BuiltPrompt, { description: "The same, and keeps a record that leads from the prompt to all that it was made from; its text is not kept, but for the answer to an `idempotencyKey`. Built again, nothing is written." })
  async buildPrompt(
    @Arg("input", () => BuildPromptInput, { description: "What it is wanted for." }) input: BuildPromptInput,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<BuiltPrompt> {
    const own = writing(context, workspace);
    return once(own, idempotencyKey, { act: "write", action: "buildPrompt", input }, async () => {
      const { prompt, ...record } = await build(own, asked(input, own.workspace, null), usualEmbedder());
      return { ...record, prompt: displayed(prompt, null) };
    });
  }
}

const asked = ({ corpora, languages, domains, documents, ...input }: BuildPromptInput, workspace: string, asOf: string | null): PromptRequest => ({
  ...input, variables: input.variables ?? {}, purpose: input.purpose ?? null, language: input.language ?? null, prompt: input.prompt ?? null, query: input.query ?? null,
  filters: { corpora, languages, domains, documents }, workspace, asOf,
});

const displayed = ({ pack, ...prompt }: Assembled, asOf: string | null): AssembledPrompt => ({ ...prompt, asOf, context: pack && shown(pack, asOf) });
