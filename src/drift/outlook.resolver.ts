import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Problem } from "../entity/problem.js";
import { isoOf } from "../graph/values.js";
import type { Context } from "../reads/context.js";
import { Task } from "../tasks/task.js";
import { inWorkspace, within } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import { DriftOutlook, DriftOutlookInput, SignalOutlook, TaskToRetest } from "./driftTypes.js";
import { retestTasks } from "./retestTasks.js";
import { Signal } from "./signal.js";
import { subjectOutlook, type SignalState } from "./taskOutlook.js";

linked(SignalOutlook, {
  signal: { type: () => Signal, description: "The signal." },
  task: { type: () => Task, description: "The task that it tells of." },
  observed: { type: () => Node, description: "What it watches: the task, a deployment that serves it, or the system version served." },
});

linked(TaskToRetest, { task: { type: () => Task, description: "The task." } });

/** What has become of the signals around a task, a deployment or a model. */
@Resolver()
export class OutlookResolver {
  @Query(() => DriftOutlook, { description: "For each signal of a task and its neighbours, or of what a deployment or a model serves: whether it drifts, since when, by how much, what is ahead, and what to test again." })
  async driftOutlook(
    @Arg("input", () => DriftOutlookInput, { description: "What it is for." }) input: DriftOutlookInput,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() { graph, viewer, reads, workspace: usual }: Context,
  ): Promise<DriftOutlook> {
    within("horizon", input.horizon, 0, mostAhead);
    within("budget", input.budget, 0, 100);
    const [subject] = await reads.locate([subjectIn(input)], workspace, input.asOf);
    const asOf = input.asOf ?? new Date().toISOString();
    const { signals, ...facts } = await subjectOutlook(graph, viewer, workspace ?? usual, subject!, asOf, input.horizon);
    const retest = await retestTasks(graph, viewer, signals, input.budget, asOf);
    return {
      asOf, ...facts, signals: signals.map((signal) => shown(signal, input.asOf ?? null)),
      retest: (retest?.tasks ?? []).map((task) => ({ ...task, asOf: input.asOf ?? null })), retestNote: retest?.note ?? null,
    };
  }
}

const mostAhead = 100;

/** What is asked about. @throws Problem BAD_INPUT unless exactly one thing is. */
function subjectIn({ task, deployment, model }: DriftOutlookInput): { readonly type: string; readonly key: string } {
  const given = [{ type: "Task", key: task }, { type: "Deployment", key: deployment }, { type: "ModelVersion", key: model }].flatMap(({ type, key }) => (key == null ? [] : [{ type, key }]));
  if (given.length !== 1) throw new Problem("BAD_INPUT", `${given.length === 0 ? "None" : "More than one"} of task, deployment and model is given; give exactly one of them.`);
  return given[0]!;
}

const shown = ({ forecast, metric: _, ...signal }: SignalState, asOf: string | null): SignalOutlook =>
  ({ ...signal, asOf, forecast: forecast.map(({ start, end, ...rest }) => ({ start: isoOf(start), end: isoOf(end), ...rest })) });
