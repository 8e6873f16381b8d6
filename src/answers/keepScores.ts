import { Problem } from "../entity/problem.js";
import { metricsAmong } from "../retrieval/offers.js";
import { summary } from "../statistics/summary.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import type { AnswerCase } from "./evaluate.js";

/** What the answers are of, by keys. */
export interface Answered {
  /** Of a SystemVersion. */
  readonly subject: string;
  readonly taskVersion: string;
  readonly data: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** A score as `recordEvaluations` takes it. */
export interface KeptScore {
  readonly metric: string;
  readonly [name: string]: unknown;
}

/** A metric that is made where it isn't there yet. */
export type KeptMetric = Item & { readonly key: string; readonly min: number; readonly max: number };

/**
 * Records scores as one evaluation, JUDGED_BY a SystemVersion where one judged, and the metrics that aren't there yet; the id of the evaluation.
 * @throws Problem BAD_INPUT where a metric that is there has other bounds, and for what can't be written.
 */
export async function keepScores(context: LoadContext, { subject, taskVersion, data, at }: Answered, scores: readonly KeptScore[], metrics: readonly KeptMetric[], judgedBy: string | null = null): Promise<string> {
  const known = await metricsAmong(context.graph, context.viewer, { workspace: context.workspace, keys: metrics.map(({ key }) => key) });
  for (const { key, min, max } of known) {
    const own = metrics.find((each) => each.key === key)!;
    if ((min ?? own.min) > own.min || (max ?? own.max) < own.max)
      throw new Problem("BAD_INPUT", `The metric ${key} goes from ${min ?? "anything"} to ${max ?? "anything"}, and these values from ${own.min} to ${own.max}; keep them under another metric.`);
  }
  const evaluation: Item = { type: "Evaluation", subject: { type: "SystemVersion", key: subject }, taskVersion, at, ...(data !== null && { data: { key: data } }), ...(judgedBy !== null && { judgedBy }), scores };
  const { ids, errors: [wrong] } = await load(context, [...metrics.filter(({ key }) => !known.some((each) => each.key === key)), evaluation], { action: "evaluateAnswers" });
  if (wrong) throw new Problem(wrong.code, wrong.message);
  return ids.at(-1)!;
}

/** The score of values by answer, in the order of the answers; null where there is none. Undefined where no answer has one. */
export function scoreOf(metric: string, cases: readonly Pick<AnswerCase, "item" | "cluster">[], each: readonly (number | null)[]): KeptScore | undefined {
  const valued = cases.flatMap(({ item, cluster }, place) => (each[place] == null ? [] : [{ item, cluster, value: each[place] }]));
  if (valued.length === 0) return undefined;
  const values = valued.map(({ value }) => value);
  const { mean, stdErr } = summary(values);
  const clusters = valued.some(({ cluster }) => cluster !== null) ? valued.map(({ cluster, item }) => cluster ?? item) : undefined;
  return { metric, value: mean, n: values.length, errors: cases.length - values.length, ...(stdErr !== null && { stdErr }), items: [{ keys: valued.map(({ item }) => item), values, ...(clusters && { clusters }) }] };
}
