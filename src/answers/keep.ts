import { Problem } from "../entity/problem.js";
import { metricsAmong } from "../retrieval/offers.js";
import { summary } from "../statistics/summary.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import type { AnswerCase, AnswerMeasure } from "./evaluate.js";

/** What the answers are of, by keys. */
export interface Answered {
  /** Of a SystemVersion. */
  readonly subject: string;
  readonly taskVersion: string;
  readonly data: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** How each metric is called that is kept. Lexical support is not among them: nothing is to be decided by it. */
const titles: Readonly<Record<string, string>> = {
  "exact-match": "Exact match", "token-f1": "Token F1", "rouge-l": "ROUGE-L", "context-precision": "Context precision", "context-recall": "Context recall", "citation-precision": "Citation precision", "citation-recall": "Citation recall",
};

/** Records measured answers as one evaluation with the value of each, and the metrics that aren't there yet; the id of the evaluation. @throws Problem for what can't be written. */
export async function keepMeasures(context: LoadContext, { subject, taskVersion, data, at }: Answered, cases: readonly AnswerCase[], measures: readonly AnswerMeasure[]): Promise<string> {
  const scores = measures.flatMap(({ metric, each }) => {
    const valued = titles[metric] && each ? cases.flatMap(({ item, cluster }, place) => (each[place] == null ? [] : [{ item, cluster, value: each[place] }])) : [];
    return valued.length === 0 ? [] : [scoreOf(metric, valued, cases.length - valued.length)];
  });
  if (scores.length === 0) throw new Problem("BAD_INPUT", "No answer has a value to keep; give them a reference, contexts or citations.");
  const known = await metricsAmong(context.graph, context.viewer, { workspace: context.workspace, keys: scores.map(({ metric }) => metric) });
  const metrics = scores.filter(({ metric }) => !known.some(({ key }) => key === metric))
    .map(({ metric }): Item => ({ type: "Metric", key: metric, title: titles[metric], min: 0, max: 1, better: "HIGHER", aggregation: "mean" }));
  const evaluation: Item = { type: "Evaluation", subject: { type: "SystemVersion", key: subject }, taskVersion, at, ...(data !== null && { data: { key: data } }), scores };
  const { ids, errors: [wrong] } = await load(context, [...metrics, evaluation], { action: "evaluateAnswers" });
  if (wrong) throw new Problem(wrong.code, wrong.message);
  return ids.at(-1)!;
}

function scoreOf(metric: string, valued: readonly { readonly item: string; readonly cluster: string | null; readonly value: number }[], errors: number) {
  const values = valued.map(({ value }) => value);
  const { mean, stdErr } = summary(values);
  const clusters = valued.some(({ cluster }) => cluster !== null) ? valued.map(({ cluster, item }) => cluster ?? item) : undefined;
  return { metric, value: mean, n: values.length, errors, ...(stdErr !== null && { stdErr }), items: [{ keys: valued.map(({ item }) => item), values, ...(clusters && { clusters }) }] };
}
