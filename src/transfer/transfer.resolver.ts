import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Problem } from "../entity/problem.js";
import type { Context } from "../reads/context.js";
import { Metric } from "../tasks/metric.js";
import { inWorkspace, within } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import type { NodeKeyInput } from "../types/shared.js";
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
    @Arg("input", () => PredictTransferInput, { description: "The task and the candidates." }) { task, newTask, candidates, metric, interval, target }: PredictTransferInput,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() { graph, viewer, reads, workspace: usual }: Context,
  ) {
    within("The number of candidates", candidates.length, 1, mostCandidates);
    isLevel(interval);
    if ((task == null) === (newTask == null)) throw new Problem("BAD_INPUT", task == null ? "Neither `task` nor `newTask` is given; give one of them." : "Both `task` and `newTask` are given; give one of them.");
    const named = [task ?? newTask!.parent].flatMap((key) => (key == null ? [] : [{ type: "Task", key }]));
    const found = await reads.locate([...named, ...candidates.map(asVersion)], workspace);
    const of = found.slice(0, named.length)[0] ?? null;
    return transfer(graph, viewer, {
      workspace: workspace ?? usual, task: newTask == null ? of! : { newTask, parent: of }, candidates: [...new Set(found.slice(named.length).map(({ id }) => id))],
      metric: metric ?? null, interval, target: target ?? null,
    });
  }
}

/** @throws Problem BAD_INPUT for what is no probability of an interval. */
export function isLevel(interval: number): void {
  if (!(interval > 0 && interval < 1)) throw new Problem("BAD_INPUT", `interval is ${interval}; expected over 0 and under 1, such as .9.`);
}

/** A model or system version; a head's key stands for its newest. @throws Problem BAD_INPUT. */
export function asVersion({ type, key }: NodeKeyInput) {
  const version = versionOf[type];
  if (version) return { type: version, key };
  throw new Problem("BAD_INPUT", `The type of the candidate "${key}" is "${type}"; expected ${Object.keys(versionOf).join(", ")}.`);
}
