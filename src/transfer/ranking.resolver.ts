import { Arg, Args, Ctx, Float, Int, Query, Resolver } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Metric } from "../tasks/metric.js";
import { Task } from "../tasks/task.js";
import { inWorkspace, within } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import { rankModels } from "./rankModels.js";
import { RankingArguments, TaskSimilarity, TransferMatrix, TransferMatrixInput, TransferSource, TransferSources, TuningChange } from "./rankingTypes.js";
import { rankSources } from "./rankSources.js";
import { taskSimilarity } from "./similarTasks.js";
import { asVersion, isLevel } from "./transfer.resolver.js";
import { transferMatrix } from "./transferMatrix.js";
import { TransferAnswer } from "./transferTypes.js";
import { tuningChange } from "./tuningChange.js";

const [mostCandidates, mostTold, mostBudget, mostTasks, mostCells] = [5000, 100, 20, 400, 50_000];
const ofMetric = { nullable: true, description: "Key of the metric; the primary one of the task's newest version unless given." };

linked(TransferSource, { node: { type: () => Node, description: "The task, dataset version or model version." } });
linked(TuningChange, { metric: { type: () => Metric, description: "Metric of the change." } });
linked(TransferMatrix, {
  metrics: { type: () => [Metric], description: "Of each row." }, tasks: { type: () => [Task], description: "Of each row." }, candidates: { type: () => [Node], description: "Of each column." },
});

/** What transfer says of many at once, and of tasks among themselves. */
@Resolver()
export class RankingResolver {
  @Query(() => TransferAnswer, { description: "Candidates for a task, best first, with the probability to be the best, and which few evaluations to run next." })
  async rankModels(@Args(() => RankingArguments) { task, candidates, metric, interval, budget, first, workspace }: RankingArguments, @Ctx() { graph, viewer, reads, workspace: usual }: Context) {
    within("The number of candidates", candidates?.length ?? 1, 1, mostCandidates);
    within("first", first, 1, mostTold);
    within("budget", budget, 0, mostBudget);
    isLevel(interval);
    const [of, ...found] = await reads.locate([{ type: "Task", key: task }, ...(candidates ?? []).map(asVersion)], workspace);
    const ids = candidates == null ? null : [...new Set(found.map(({ id }) => id))];
    return rankModels(graph, viewer, { workspace: workspace ?? usual, task: of!, candidates: ids, metric: metric ?? null, interval, budget, first });
  }

  @Query(() => TransferSources, { description: "Tasks, datasets and models to start from for a task." })
  async rankSources(
    @Arg("task", () => String, { description: "Key of the task." }) task: string, @Arg("metric", () => String, ofMetric) metric: string | null,
    @Arg("first", () => Int, { defaultValue: 10, description: "How many of each, 1 to 100." }) first: number, @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() { graph, viewer, reads, workspace: usual }: Context,
  ) {
    within("first", first, 1, mostTold);
    const [of] = await reads.locate([{ type: "Task", key: task }], workspace);
    return rankSources(graph, viewer, { workspace: workspace ?? usual, task: of!, metric: metric ?? null, first });
  }

  @Query(() => TransferMatrix, { description: "Scores of candidates on tasks, for a heat map." })
  async transferMatrix(
    @Arg("input", () => TransferMatrixInput, { description: "The tasks and the candidates." }) { tasks, candidates, metric, interval }: TransferMatrixInput,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null, @Ctx() { graph, viewer, reads, workspace: usual }: Context,
  ) {
    within("The number of tasks", tasks.length, 1, mostTasks);
    within("The number of candidates", candidates.length, 1, mostCandidates);
    within("The number of cells", tasks.length * candidates.length, 1, mostCells);
    isLevel(interval);
    const found = await reads.locate([...tasks.map((key) => ({ type: "Task", key })), ...candidates.map(asVersion)], workspace);
    const [rows, columns] = [found.slice(0, tasks.length), found.slice(tasks.length).map(({ id }) => id)];
    const matrix = await transferMatrix(graph, viewer, { workspace: workspace ?? usual, tasks: rows, candidates: columns, metric: metric ?? null, interval });
    return { ...matrix, tasks: rows.map(({ id }) => id), candidates: columns };
  }

  @Query(() => TaskSimilarity, { nullable: true, description: "How alike two tasks are, with its parts; null where there is no score to tell from." })
  async taskSimilarity(
    @Arg("a", () => String, { description: "Key of a task." }) a: string, @Arg("b", () => String, { description: "Key of another." }) b: string, @Arg("metric", () => String, ofMetric) metric: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null, @Ctx() { graph, viewer, reads, workspace: usual }: Context,
  ) {
    const [one, other] = await reads.locate([a, b].map((key) => ({ type: "Task", key })), workspace);
    return taskSimilarity(graph, viewer, { workspace: workspace ?? usual, a: one!, b: other!, metric: metric ?? null });
  }

  @Query(() => TuningChange, { description: "What to expect of the score on a task after tuning on another one, from versions before and after such tunings." })
  async tuningChange(
    @Arg("tunedOn", () => String, { description: "Key of the task that is tuned on." }) tunedOn: string, @Arg("task", () => String, { description: "Key of the task whose score is asked about." }) task: string,
    @Arg("metric", () => String, ofMetric) metric: string | null, @Arg("interval", () => Float, { defaultValue: 0.9, description: "Probability that the interval is to hold the change with." }) interval: number,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null, @Ctx() { graph, viewer, reads, workspace: usual }: Context,
  ) {
    isLevel(interval);
    const [source, of] = await reads.locate([tunedOn, task].map((key) => ({ type: "Task", key })), workspace);
    return tuningChange(graph, viewer, { workspace: workspace ?? usual, tunedOn: source!, task: of!, metric: metric ?? null, interval });
  }
}
