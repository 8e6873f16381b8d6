import { Problem } from "../entity/problem.js";
import type { LoadContext } from "../writes/load.js";
import type { AnswerCase, AnswerMeasure } from "./evaluate.js";
import { keepScores, scoreOf, type Answered, type KeptMetric } from "./keepScores.js";

/** How each metric is called that is kept. Lexical support is not among them: nothing is to be decided by it. */
const titles: Readonly<Record<string, string>> = {
  "exact-match": "Exact match", "token-f1": "Token F1", "rouge-l": "ROUGE-L", "context-precision": "Context precision", "context-recall": "Context recall", "citation-precision": "Citation precision", "citation-recall": "Citation recall",
};

/** Whether any of the measures has a value that is kept. */
export const hasKept = (measures: readonly AnswerMeasure[]): boolean => measures.some(({ metric, value, each }) => titles[metric] !== undefined && value !== null && each !== null);

/** Records measured answers as one evaluation with the value of each, and the metrics that aren't there yet; the id of the evaluation. @throws Problem for what can't be written. */
export async function keepMeasures(context: LoadContext, answered: Answered, cases: readonly AnswerCase[], measures: readonly AnswerMeasure[]): Promise<string> {
  const scores = measures.flatMap(({ metric, each }) => (titles[metric] && each ? scoreOf(metric, cases, each) ?? [] : []));
  if (scores.length === 0) throw new Problem("BAD_INPUT", "No answer has a value to keep; give them a reference, contexts or citations.");
  const metrics = scores.map(({ metric }): KeptMetric => ({ type: "Metric", key: metric, title: titles[metric], min: 0, max: 1, better: "HIGHER", aggregation: "mean" }));
  return keepScores(context, answered, scores, metrics);
}
