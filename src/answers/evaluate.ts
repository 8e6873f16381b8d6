import { grouped } from "../entity/grouped.js";
import { mean } from "../statistics/summary.js";
import { brierScore, expectedCalibrationError, type Forecast } from "./measures/calibration.js";
import type { Measured } from "./measures/measured.js";
import { exactMatch, lexicalSupport, rougeL, tokenF1 } from "./measures/overlap.js";
import { citationPrecision, citationRecall, contextPrecision, contextRecall, type Sourced } from "./measures/passages.js";
import { consistency, performanceDropRate, worstCase, type Perturbed } from "./measures/robustness.js";

/** An answer to be measured. */
export interface AnswerCase extends Sourced {
  readonly key: string;
  /** Key of the question, by which others' answers to it are found; the answer's own where there is none. */
  readonly item: string;
  /** What the question comes from, such as a conversation or a document; null for nothing that others share. */
  readonly cluster: string | null;
  /** 0 to 1; null where it gave none. */
  readonly confidence: number | null;
  /** Whether it is right, where that was judged; else exact match with a reference says. */
  readonly isRight: boolean | null;
  /** Key of the answer to the input that this one's is a perturbed form of. */
  readonly perturbs: string | null;
}

/** An answer with what a judge is told besides, and what a person said of it. */
export interface JudgedCase extends AnswerCase {
  readonly question: string | null;
  /** What must hold of it, in words. */
  readonly assertions: readonly string[];
  /** A word or number of the judge's scale; null where it comes with none. */
  readonly label: string | number | null;
  /** Its contexts as a judge is given them, or why it is given to none, in a sentence; asked of policies when it is called. */
  forJudge(): Promise<ForJudge>;
  /** Keys of the Answer and the Item in the graph, by which other labels are found; null for what has no key of its own, such as a line that gives none. */
  readonly named: { readonly answer: string | null; readonly item: string | null };
}

export type ForJudge = { readonly passages: readonly string[] } | { readonly withheld: string };

/** What each answer is measured by, by the key of the metric. */
export const answerMeasures: Readonly<Record<string, (each: AnswerCase) => Measured>> = {
  "exact-match": ({ answer, references }) => exactMatch(answer, references),
  "token-f1": ({ answer, references }) => tokenF1(answer, references),
  "rouge-l": ({ answer, references }) => rougeL(answer, references),
  "context-precision": contextPrecision,
  "context-recall": contextRecall,
  "citation-precision": citationPrecision,
  "citation-recall": citationRecall,
  "lexical-support": ({ answer, contexts }) => lexicalSupport(answer, contexts.map(({ text }) => text)),
};

/** A metric over answers. */
export interface AnswerMeasure {
  readonly metric: string;
  /** Mean over the answers that have a value, or the value of them all. */
  readonly value: number | null;
  /** Answers that it is over. */
  readonly n: number;
  /** Why there is no value, or why the first of the others has none. */
  readonly reason: string | null;
  /** Values by answer, in their order; null where a metric is of all of them only. */
  readonly each: readonly (number | null)[] | null;
}

/** Measures answers; the same answers give the same values. */
export function measureAnswers(cases: readonly AnswerCase[]): readonly AnswerMeasure[] {
  const own = Object.entries(answerMeasures).map(([metric, of]): AnswerMeasure => {
    const all = cases.map(of);
    const values = all.flatMap(({ value }) => value ?? []);
    return { metric, value: values.length === 0 ? null : mean(values), n: values.length, reason: all.find(({ value }) => value === null)?.reason ?? (cases.length === 0 ? "There are no answers." : null), each: all.map(({ value }) => value) };
  });
  const forecasts = cases.flatMap(forecastOf);
  const perturbed = perturbedIn(cases);
  const over = (metric: string, n: number, { value, reason }: Measured): AnswerMeasure => ({ metric, value, n, reason, each: null });
  return [
    ...own,
    over("expected-calibration-error", forecasts.length, expectedCalibrationError(forecasts)), over("brier-score", forecasts.length, brierScore(forecasts)),
    over("performance-drop-rate", perturbed.length, performanceDropRate(perturbed)), over("worst-case-f1", perturbed.length, worstCase(perturbed)), over("consistency", perturbed.length, consistency(perturbed)),
  ];
}

function forecastOf({ confidence, isRight, answer, references }: AnswerCase): readonly Forecast[] {
  const right = isRight ?? (references.length === 0 ? null : exactMatch(answer, references).value === 1);
  return confidence === null || right === null ? [] : [{ confidence, isRight: right }];
}

/** Answers with those to perturbed forms of their inputs; their value is token F1. */
function perturbedIn(cases: readonly AnswerCase[]): readonly Perturbed[] {
  const variants = grouped(cases.filter(({ perturbs }) => perturbs !== null), ({ perturbs }) => perturbs!);
  const told = ({ answer, references }: AnswerCase) => ({ answer, value: tokenF1(answer, references).value });
  return cases.flatMap((each) => {
    const own = variants.get(each.key);
    return own ? [{ ...told(each), variants: own.map(told) }] : [];
  });
}
