import { agreement, humanLabels, judgeAnswers, judgeAt, keepVerdicts, type Agreement, type Answered, type JudgedCase } from "../answers/offers.js";
import { Problem } from "../entity/problem.js";
import { usualChat } from "../models/offers.js";
import { summary } from "../statistics/summary.js";
import { writing } from "../types/writing.js";
import { keyIn, type Work } from "./options.js";

/** What a judge came to, as it is printed. */
export interface JudgedAnswers {
  /** Key of its SystemVersion. */
  readonly judge: string;
  readonly metric: string;
  /** Mean of its verdicts; null where it gave none. */
  readonly value: number | null;
  readonly n: number;
  readonly agreement: Agreement;
  /** Id; null where nothing is kept. */
  readonly evaluation: string | null;
  readonly items: readonly { readonly key: string; readonly verdict: number | null; readonly reason: string | null; readonly label: number | null }[];
}

/** Has answers judged, and keeps the verdicts where `answered` says what they are of. @throws Problem BAD_INPUT where no model is set. */
export async function judgedBy({ context, out }: Pick<Work, "context" | "out">, given: string, cases: readonly JudgedCase[], answered: Answered | null): Promise<JudgedAnswers> {
  const chat = usualChat();
  if (chat === null) throw new Problem("BAD_INPUT", "There is no model to judge with; set EVALGRAPH_MODEL_URL and EVALGRAPH_MODEL_NAME to an OpenAI-compatible API and its model.");
  const named = keyIn("--judge", given);
  if (named.type !== "SystemVersion") throw new Problem("BAD_INPUT", `--judge is ${JSON.stringify(given)}; expected a version of a judge, such as SystemVersion:answer-judge@2.`);
  const [place] = await context.reads.locate([named]);
  const judge = await judgeAt(context, place!);
  const verdicts = await judgeAnswers(context, judge, chat, cases, out.progress("answers judged"));
  const labels = await humanLabels(context, judge.scale, cases);
  const agreed = agreement(judge.scale, verdicts.map(({ value }) => value), labels);
  const values = verdicts.flatMap(({ value }) => value ?? []);
  return {
    judge: judge.key, metric: judge.scale.metric, value: values.length === 0 ? null : summary(values).mean, n: values.length, agreement: agreed,
    evaluation: answered && await keepVerdicts(writing(context, undefined), answered, judge, cases, verdicts, agreed),
    items: cases.map(({ key }, at) => ({ key, verdict: verdicts[at]!.value, reason: verdicts[at]!.reason, label: labels[at]! })),
  };
}

const shownReasons = 5;

/** The same in words. */
export function judgedText({ judge, metric, value, n, agreement: { kappa, n: labelled, reason }, evaluation, items }: JudgedAnswers): readonly string[] {
  const none = items.filter((item) => item.reason !== null);
  return [
    `${metric} by ${judge}: ${value === null ? "-" : value.toFixed(4)}, n = ${n}`,
    `Cohen's kappa with people: ${kappa === null ? `-, ${reason}` : kappa.toFixed(4)}${labelled === 0 ? "" : ` (n = ${labelled})`}`,
    ...(none.length === 0 ? [] : [`${none.length} without a verdict:`, ...none.slice(0, shownReasons).map(({ key, reason: why }) => `- ${key}: ${why}`), ...(none.length > shownReasons ? [`- and ${none.length - shownReasons} more; --json lists them all`] : [])]),
    ...(evaluation === null ? [] : [`The verdicts are kept as ${evaluation}.`]),
  ];
}
