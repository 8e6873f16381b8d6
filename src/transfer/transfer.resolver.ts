import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Problem } from "../entity/problem.js";
import type { Context } from "../reads/context.js";
import { Metric } from "../tasks/metric.js";
import { inWorkspace, within } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import { transfer } from "./transfer.js";
import { PredictionReason, PredictTransferInput, TransferAnswer, TransferPrediction } from "./transferTypes.js";

const mostCandidates = 100;
const versionOf: Readonly<Record<string, string>> = { Model: "ModelVersion", System: "SystemVersion", ModelVersion: "ModelVersion", SystemVersion: "SystemVersion" };

linked(TransferAnswer, { metric: { type: () => Metric, description: "Metric that the scores are values of." } });
linked(TransferPrediction, { candidate: { type: () => Node, description: "The candidate." } });
linked(PredictionReason, { node: { type: () => Node, description: "The other task, or the other candidate." } });

/** What candidates are expected to score. */
@Resolver()
export class TransferResolver {
  @Query(() => TransferAnswer, { description: "Scores to expect of systems or models on a task that they may not have been evaluated on, with intervals and what they rest on." })
  async predictTransfer(
    @Arg("input", () => PredictTransferInput, { description: "The task and the candidates." }) { task, candidates, metric, interval }: PredictTransferInput,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    within("The number of candidates", candidates.length, 1, mostCandidates);
    if (!(interval > 0 && interval < 1)) throw new Problem("BAD_INPUT", `interval is ${interval}; expected over 0 and under 1, such as .9.`);
    const [of, ...found] = await context.reads.locate([{ type: "Task", key: task }, ...candidates.map(asVersion)], workspace);
    return transfer(context.graph, context.viewer, {
      workspace: workspace ?? context.workspace, task: of!, candidates: [...new Set(found.map(({ id }) => id))], metric: metric ?? null, interval,
    });
  }
}

function asVersion({ type, key }: { readonly type: string; readonly key: string }) {
  const version = versionOf[type];
  if (version) return { type: version, key };
  throw new Problem("BAD_INPUT", `The type of the candidate "${key}" is "${type}"; expected ${Object.keys(versionOf).join(", ")}.`);
}
