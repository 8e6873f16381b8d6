import type { Item } from "../writes/draft.js";
import { joined } from "./gathered.js";
import { metricItem, metricKey } from "./harnessMetrics.js";
import { modelItems, subjectKey, subjectOf, type Weights } from "./harnessModels.js";
import { measuredVersionKey, taskItem, taskVersionItem, type Protocol } from "./harnessTasks.js";

/** One result file of lm-evaluation-harness, whichever release wrote it. */
export interface ResultFile {
  /** SHA-256 of the file, lower-case hex. */
  readonly digest: string;
  readonly weights: Weights;
  /** When it was made, ISO 8601. */
  readonly at: string;
  /** What the harness was started with, as the file has it. */
  readonly settings?: unknown;
  readonly codeRef?: string;
  readonly tasks: readonly TaskResult[];
}

export interface TaskResult {
  readonly protocol: Protocol;
  /** Names of all metrics that the task is scored with, even if only some have a value here. */
  readonly metrics: readonly MetricName[];
  readonly scores: readonly ScoreResult[];
}

export interface MetricName {
  /** As the harness has it. */
  readonly name: string;
  /** What the file says about its direction, if anything. */
  readonly higherIsBetter?: boolean;
}

export interface ScoreResult {
  readonly metric: string;
  readonly value: number | null;
  readonly stdErr?: number;
  readonly n?: number;
  /** Filter that extracted the answers, where it isn't the only one. */
  readonly extraction?: string;
  readonly nullReason?: string;
}

/** Items of a file, and the sentences about what of it can't be kept. */
export interface FileItems {
  readonly items: readonly Item[];
  readonly problems: readonly string[];
}

export const runKey = (digest: string): string => `lm-eval/${digest}`;

/**
 * Everything that the file says as items: metrics, tasks, the model and its version, task versions, one run, and an evaluation
 * for each task with all its scores. What a checkpoint derives from depends on other files: see `checkpoints.ts`; the run's
 * settings come last: see `runItem`.
 */
export function resultItems(file: ResultFile): FileItems {
  const unknown = new Set(file.tasks.flatMap(({ metrics }) => metrics).filter(({ name, higherIsBetter }) => !metricItem(name, higherIsBetter)).map(({ name }) => name));
  const kept = file.tasks.map((task) => without(task, unknown)).filter(({ scores }) => scores.length > 0);
  return {
    items: joined([
      ...kept.flatMap(({ metrics }) => metrics.flatMap(({ name, higherIsBetter }) => metricItem(name, higherIsBetter) ?? [])),
      ...kept.map(({ protocol }) => taskItem(protocol.task)),
      ...modelItems(file.weights),
      ...kept.map(({ protocol, metrics }) => taskVersionItem(measuredVersionKey(protocol), protocol, metrics.map(({ name }) => metricKey(name)))),
      run(file),
      ...kept.map((task) => evaluation(file, task)),
    ]),
    problems: [...unknown].map((name) =>
      `The metric ${name} is left out: neither the file nor the table of known metrics says whether higher is better. Record it with evalgraph push.`),
  };
}

const without = ({ protocol, metrics, scores }: TaskResult, unknown: ReadonlySet<string>): TaskResult =>
  ({ protocol, metrics: metrics.filter(({ name }) => !unknown.has(name)), scores: scores.filter(({ metric }) => !unknown.has(metric)) });

/** The run with all that is known of it. Its settings say that the whole file is in, so this item is written last. */
export const runItem = (file: ResultFile): Item =>
  ({ ...run(file), ...(file.settings !== undefined && { settings: file.settings }), ...(file.codeRef && { codeRef: file.codeRef }) });

const run = ({ digest, weights }: ResultFile): Item => ({
  type: "Run",
  key: runKey(digest),
  kind: "EVALUATION",
  state: "COMPLETE",
  used: [{ type: "ModelVersion", key: subjectKey(subjectOf(weights)), role: "subject" }],
});

const evaluation = ({ digest, weights, at }: ResultFile, { protocol, scores }: TaskResult): Item => ({
  type: "Evaluation",
  subject: { type: "ModelVersion", key: subjectKey(subjectOf(weights)) },
  taskVersion: measuredVersionKey(protocol),
  run: runKey(digest),
  mode: "OFFLINE",
  at,
  origin: "PUBLISHED",
  scores: scores.map(({ metric, ...rest }) => ({ metric: metricKey(metric), ...rest })),
});
