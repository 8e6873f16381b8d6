import { Args, Ctx, Query, Resolver } from "type-graphql";
import { Problem } from "../entity/problem.js";
import type { Context } from "../reads/context.js";
import { Task } from "../tasks/task.js";
import { within } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import { compare, type Comparison } from "./compare.js";
import { CompareArguments, TaskComparison } from "./compare.types.js";
import { Evaluation } from "./evaluation.js";
import { subjectVersion } from "./subject.js";

const mostTasks = 100;
const mostSlices = 20;
const mostItemsShown = 100;
/** How often at most anything is called different where nothing is. */
const alpha = 0.05;

linked(TaskComparison, {
  task: { type: () => Task, description: "The task.", of: ({ taskId }) => taskId },
  evaluations: { type: () => [Evaluation], description: "That of the baseline, then of the candidate.", of: ({ evaluationIds }) => evaluationIds },
});

/** Whether one system does better than another. */
@Resolver()
export class CompareResolver {
  @Query(() => [TaskComparison], { description: "Whether a candidate does better than a baseline on tasks, item by item. Evaluations under different protocols or judges are refused." })
  async compare(@Args(() => CompareArguments) { baseline, candidate, tasks, slices, metric, workspace }: CompareArguments, @Ctx() { graph, viewer, reads }: Context) {
    within("The number of tasks", tasks.length, 1, mostTasks);
    within("The number of slices", slices.length, 0, mostSlices);
    const [before, after, ...found] = await reads.locate([
      subjectVersion("baseline", baseline), subjectVersion("candidate", candidate), ...tasks.map((key) => ({ type: "Task", key })),
      ...slices.map((key) => ({ type: "Slice", key })), ...(metric == null ? [] : [{ type: "Metric", key: metric }]),
    ], workspace);
    if (before!.id === after!.id) throw new Problem("BAD_INPUT", `Baseline and candidate are both ${after!.type}:${after!.key}; give two, such as the version before it.`);
    const named = found.slice(0, tasks.length);
    const keyOf = (place: number) => found[tasks.length + place]!.key;
    const compared = await compare(graph, viewer, {
      baseline: before!.id, candidate: after!.id, tasks: named.map(({ id }) => id), slices: slices.map((_, at) => keyOf(at)), metrics: [metric == null ? null : keyOf(slices.length)], alpha,
    });
    const refused = compared.filter(({ verdict }) => verdict === "REFUSED");
    if (refused.length > 0) throw new Problem("BAD_INPUT", `${refused.map(({ why }) => `Not comparable: ${why}`).join(". ")}. Evaluate both under one protocol and judge, or leave ${refused.length === 1 ? "this task" : "these tasks"} out.`);
    return compared.map(shown);
  }
}

function shown({ task, metric, slice, verdict, why, p, paired, evaluations }: Comparison): Omit<TaskComparison, "task" | "evaluations"> {
  const { n = 0, clusters = 0, baseline = null, candidate = null, difference = null, low = null, high = null, regressed = [] } = paired ?? {};
  return {
    taskId: task, evaluationIds: evaluations.map(({ evaluation }) => evaluation), metric, slice, verdict, note: why, n, clusters, baseline, candidate, difference, low, high, p,
    regressed: regressed.length, regressedItems: regressed.slice(0, mostItemsShown),
  };
}
