import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Task } from "../tasks/task.js";
import { Node } from "../types/interfaces.js";
import { DriftOutlook, DriftOutlookInput, SignalOutlook } from "./driftTypes.js";
import { Signal } from "./signal.js";
import { taskOutlook } from "./taskOutlook.js";

/** What has become of the signals around a task. */
@Resolver(() => SignalOutlook)
export class OutlookResolver {
  @Query(() => DriftOutlook, { description: "For each signal of a task and its neighbours: whether it drifts, since when, and by how much." })
  async driftOutlook(
    @Arg("input", () => DriftOutlookInput, { description: "The task." }) input: DriftOutlookInput,
    @Arg("workspace", () => String, { nullable: true, description: "Workspace; the default unless given." }) workspace: string | null,
    @Ctx() { graph, viewer, reads }: Context,
  ): Promise<DriftOutlook> {
    const [task] = await reads.locate([{ type: "Task", key: input.task }], workspace, input.asOf);
    const asOf = input.asOf ?? new Date().toISOString();
    const signals = await taskOutlook(graph, viewer, task!.id, asOf);
    return { asOf, signals: signals.map((signal) => ({ ...signal, asOf: input.asOf ?? null })) };
  }

  @FieldResolver(() => Signal, { description: "The signal." })
  signal(@Root() { signal, asOf }: SignalOutlook, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(signal, info, asOf);
  }

  @FieldResolver(() => Task, { description: "The task that it tells of." })
  task(@Root() { task, asOf }: SignalOutlook, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(task, info, asOf);
  }

  @FieldResolver(() => Node, { description: "What it watches: the task, a deployment that serves it, or the system version served." })
  observed(@Root() { observed, asOf }: SignalOutlook, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(observed, info, asOf);
  }
}
