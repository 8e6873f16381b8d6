import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Item } from "../datasets/item.js";
import { usualEmbedder } from "../documents/offers.js";
import { usualChat } from "../models/offers.js";
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
import { promptDiff } from "./diff.js";
import { PromptDiff, ScenarioResult } from "./governed.types.js";
import { AssembledPrompt, BuildPromptInput, BuiltPrompt } from "./prompt.types.js";
import { PromptBuild } from "./promptBuild.js";
import { PromptVersion } from "./promptVersion.js";
import type { PromptRequest } from "./request.js";
import { runScenarios } from "./scenarios.js";

linked(AssembledPrompt, {
  task: { type: () => Task, description: "The task that it is for.", of: ({ taskId }) => taskId },
  promptVersion: { type: () => PromptVersion, description: "The version whose template it is.", of: ({ versionId }) => versionId },
  promptOf: { type: () => Task, description: "The task that has the prompt: its own, or the nearest above it that has an approved one.", of: ({ ownerId }) => ownerId },
  demonstrations: { type: () => [Demonstration], description: "The worked examples in it, in their order.", seen: true, of: ({ exampleIds }) => exampleIds },
  leaked: { type: () => [Demonstration], description: "Approved examples that stay out, as an evaluation of the task could hold them: by lineage, or because an item says the same.", seen: true, of: ({ leakedIds }) => leakedIds },
  rules: { type: () => [PolicyVersion], description: "The policies whose words are its rules, the nearest first; then those that came with documents.", seen: true, of: ({ ruleIds }) => ruleIds },
});
linked(BuiltPrompt, { build: { type: () => PromptBuild, description: "The record, with its lineage.", of: ({ buildId }) => buildId } });

linked(PromptDiff, {
  from: { type: () => PromptVersion, description: "The one.", of: ({ fromId }) => fromId },
  to: { type: () => PromptVersion, description: "The other.", of: ({ toId }) => toId },
});
linked(ScenarioResult, { item: { type: () => Item, description: "The scenario.", of: ({ itemId }) => itemId } });

@Resolver()
export class PromptsResolver {
  @Query(() => PromptDiff, { description: "What differs between two versions of a prompt, or of two prompts." })
  promptDiff(
    @Arg("from", () => String, { description: "Key of the one PromptVersion." }) from: string,
    @Arg("to", () => String, { description: "Key of the other." }) to: string,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<PromptDiff> {
    return promptDiff(context, workspace ?? context.workspace, from, to);
  }

  @Query(() => [ScenarioResult], { description: "Builds a PromptVersion, approved or not, for each scenario of its task and checks it. A scenario is an Item of data that covers the task: its `input` are the variables, and its `assertions` are such as `{\"prompt\": [{\"contains\": \"...\"}]}`, also with `excludes`, `matches` (a regular expression), `maxTokens` or `cites` (key of a document); `answer` takes the same, for the answer of the settings' model." })
  promptScenarios(
    @Arg("version", () => String, { description: "Key of the PromptVersion." }) version: string,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<readonly ScenarioResult[]> {
    return runScenarios(context, { workspace: workspace ?? context.workspace, version }, { embedder: usualEmbedder(), chat: usualChat() });
  }

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
  ...input, variables: input.variables ?? {}, purpose: input.purpose ?? null, language: input.language ?? null, prompt: input.prompt ?? null, alias: input.alias ?? null, query: input.query ?? null,
  filters: { corpora, languages, domains, documents }, workspace, asOf,
});

const displayed = ({ pack, ...prompt }: Assembled, asOf: string | null): AssembledPrompt => ({ ...prompt, asOf, context: pack && shown(pack, asOf) });
