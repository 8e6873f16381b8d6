import { Arg, Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Task } from "../tasks/task.js";
import { inWorkspace } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import { DriftOutlook, DriftOutlookInput, SignalOutlook } from "./driftTypes.js";
import { Signal } from "./signal.js";
import { taskOutlook } from "./taskOutlook.js";

linked(SignalOutlook, {
  signal: { type: () => Signal, description: "The signal." },
  task: { type: () => Task, description: "The task that it tells of." },
  observed: { type: () => Node, description: "What it watches: the task, a deployment that serves it, or the system version served." },
});

/** What has become of the signals around a task. */
@Resolver()
export class OutlookResolver {
  @Query(() => DriftOutlook, { description: "For each signal of a task and its neighbours: whether it drifts, since when, and by how much." })
  async driftOutlook(
    @Arg("input", () => DriftOutlookInput, { description: "The task." }) input: DriftOutlookInput,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() { graph, viewer, reads }: Context,
  ): Promise<DriftOutlook> {
    const [task] = await reads.locate([{ type: "Task", key: input.task }], workspace, input.asOf);
    const asOf = input.asOf ?? new Date().toISOString();
    const signals = await taskOutlook(graph, viewer, task!.id, asOf);
    return { asOf, signals: signals.map((signal) => ({ ...signal, asOf: input.asOf ?? null })) };
  }
}
