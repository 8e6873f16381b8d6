import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Chunk } from "../documents/chunk.js";
import { Problem } from "../entity/problem.js";
import { SystemVersion } from "../models/systemVersion.js";
import { PolicyVersion } from "../policies/policyVersion.js";
import { Answer } from "../prompts/answer.js";
import { PromptBuild } from "../prompts/promptBuild.js";
import type { Context } from "../reads/context.js";
import { atMost, inWorkspace, mostItems, sentOnce } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import { NodeKeyInput, UpsertPayload } from "../types/shared.js";
import { writing } from "../types/writing.js";
import { load } from "../writes/load.js";
import { AnswerTrace, RecordAnswerInput } from "./answers.types.js";
import { answerItems } from "./record.js";
import { trace } from "./trace.js";

linked(AnswerTrace, {
  answer: { type: () => Answer, description: "The answer.", of: ({ answerId }) => answerId },
  steps: { type: () => [Answer], description: "Steps that led to it, and theirs.", seen: true, of: ({ ids }) => ids.steps },
  promptBuilds: { type: () => [PromptBuild], description: "Prompts that were answered.", seen: true, of: ({ ids }) => ids.builds },
  policies: { type: () => [PolicyVersion], description: "Rules in them.", seen: true, of: ({ ids }) => ids.policies },
  chunks: { type: () => [Chunk], description: "Passages in them.", seen: true, of: ({ ids }) => ids.chunks },
  cited: { type: () => [Chunk], description: "Passages that are cited.", seen: true, of: ({ ids }) => ids.cited },
  systemVersions: { type: () => [SystemVersion], description: "What gave them.", seen: true, of: ({ ids }) => ids.systems },
});

/** What systems answered, and from what. */
@Resolver()
export class AnswersResolver {
  @Query(() => [AnswerTrace], { description: "What an answer came from, or the newest 100 answers that a chunk went into." })
  async trace(
    @Arg("of", () => NodeKeyInput, { description: "An Answer or a Chunk." }) of: NodeKeyInput,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() { graph, viewer, reads }: Context,
  ) {
    if (of.type !== "Answer" && of.type !== "Chunk") throw new Problem("BAD_INPUT", `The type is "${of.type}"; expected Answer or Chunk.`);
    const [start] = await reads.locate([of], workspace);
    return trace(graph, viewer, start!);
  }

  @Mutation(() => UpsertPayload, { description: "Records answers with their steps and what they cite, each turn with all its steps or not at all; those with errors are reported, all others written." })
  async recordAnswers(
    @Arg("input", () => [RecordAnswerInput], { description: `At most ${mostItems}, steps counted.` }) input: readonly RecordAnswerInput[],
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    const { items, together } = answerItems(input);
    const turns = [...new Set(together)];
    const { errors, ...done } = await load(writing(context, workspace), atMost("input with its steps", items, mostItems), { action: "recordAnswers", idempotencyKey, together });
    return { ...done, errors: errors.map((error) => ({ ...error, index: turns.indexOf(error.index) })) };
  }
}
