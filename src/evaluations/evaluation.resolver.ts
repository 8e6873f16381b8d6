import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../reads/context.js";
import { atMost, inWorkspace, mostItems, sentOnce } from "../types/arguments.js";
import { UpsertPayload } from "../types/shared.js";
import { writing } from "../types/writing.js";
import { load } from "../writes/load.js";
import { withoutNulls } from "../writes/withoutNulls.js";
import { RecordEvaluationInput } from "./recordInputs.js";

/** Evaluations come in by a command of their own, scores and all. */
@Resolver()
export class EvaluationResolver {
  @Mutation(() => UpsertPayload, { description: "Writes evaluations with their scores; those with errors are reported, all others written. The same again changes nothing." })
  recordEvaluations(
    @Arg("input", () => [RecordEvaluationInput], { description: `At most ${mostItems}.` }) input: readonly RecordEvaluationInput[],
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    return load(writing(context, workspace), atMost("input", input, mostItems).map((item) => ({ ...withoutNulls(item), type: "Evaluation" })), { action: "recordEvaluations", idempotencyKey });
  }
}
