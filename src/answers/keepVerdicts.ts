import type { LoadContext } from "../writes/load.js";
import type { Agreement } from "./agreement.js";
import type { AnswerCase } from "./evaluate.js";
import type { Judge } from "./judge.js";
import { keepScores, scoreOf, type Answered, type KeptMetric } from "./keepScores.js";
import type { Measured } from "./measures/measured.js";
import { bounds } from "./scale.js";

/** Key of the metric under which a judge's agreement with people stands beside its verdicts, so that a policy can require it. */
export const agreementMetric = "judge-kappa";

/** Records a judge's verdicts as an evaluation JUDGED_BY it, answer by answer, with its agreement with people; what there is none of has its reason. The id of the evaluation. */
export function keepVerdicts(context: LoadContext, answered: Answered, judge: Judge, cases: readonly AnswerCase[], verdicts: readonly Measured[], { kappa, n, reason }: Agreement): Promise<string> {
  const { metric } = judge.scale;
  const none = { metric, n: 0, errors: cases.length, nullReason: verdicts.find(({ value }) => value === null)?.reason ?? "There are no answers." };
  const metrics: readonly KeptMetric[] = [
    { type: "Metric", key: metric, title: metric, ...bounds(judge.scale), better: "HIGHER", aggregation: "mean of a judge's verdicts" },
    { type: "Metric", key: agreementMetric, title: "Agreement of the judge with people", min: -1, max: 1, better: "HIGHER", aggregation: "Cohen's kappa" },
  ];
  const agreed = { metric: agreementMetric, n, ...(kappa === null ? { nullReason: reason } : { value: kappa }) };
  return keepScores(context, answered, [scoreOf(metric, cases, verdicts.map(({ value }) => value)) ?? none, agreed], metrics, judge.key);
}
