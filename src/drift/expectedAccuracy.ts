import { Problem } from "../entity/problem.js";
import { casesIn, histogramProblem, type Histogram } from "./histogram.js";

/** How often the answers of a period are right, from their probabilities alone. */
export interface ExpectedAccuracy {
  /** Share of answers that are expected to be right. */
  readonly value: number;
  /** Of the value: what chance adds to draws with these probabilities, and to the calibration. */
  readonly stdErr: number;
  /** Greatest error that comes of knowing only the bin of a probability. */
  readonly binError: number;
  readonly cases: number;
  /** Whether probabilities were replaced by how often such answers proved right. */
  readonly calibrated: boolean;
  /** What this can't tell. */
  readonly caveat: string;
}

/** Labelled answers of an earlier period by the same bins. */
export interface Calibration {
  readonly counts: readonly number[];
  /** Of these, those that were right. */
  readonly right: readonly number[];
}

const caveat = "It sees other inputs, not other truths: where what is right has changed for the same inputs (concept shift), the probabilities don't know.";
/** Labelled cases that the middle of a bin counts as, next to its own. */
const priorCases = 2;

/**
 * Confidence-based performance estimation (Guillory et al. 2021; CBPE of NannyML): the mean, over answers, of the probability that each is
 * right. `histogram` bins those probabilities: of the answer given, or, with `of: "POSITIVE"`, of the positive one of two, where the answer is the likelier one.
 * With a calibration, each bin's probability is how often its answers were right. @throws Problem BAD_INPUT.
 */
export function expectedAccuracy(histogram: Histogram, { of = "ANSWER", calibration = null }: { readonly of?: "ANSWER" | "POSITIVE"; readonly calibration?: Calibration | null } = {}): ExpectedAccuracy {
  const problem = histogramProblem(histogram);
  if (problem !== null) throw new Problem("BAD_INPUT", problem);
  const { edges, counts } = histogram;
  if (edges[0]! < 0 || edges.at(-1)! > 1) throw new Problem("BAD_INPUT", `The bins go from ${edges[0]} to ${edges.at(-1)}; probabilities are from 0 to 1.`);
  if (calibration && (calibration.counts.length !== counts.length || calibration.right.length !== counts.length))
    throw new Problem("BAD_INPUT", `The calibration has ${calibration.counts.length} bins and the histogram ${counts.length}; record both with the same bins.`);
  const cases = casesIn(counts);
  if (cases === 0) throw new Problem("BAD_INPUT", "The histogram has no cases; record the probabilities of some.");
  let [value, drawn, calibrated, binError] = [0, 0, 0, 0];
  counts.forEach((count, i) => {
    const middle = (edges[i]! + edges[i + 1]!) / 2;
    const told = of === "POSITIVE" ? Math.max(middle, 1 - middle) : middle;
    const labelled = calibration?.counts[i] ?? 0;
    const p = labelled === 0 ? told : (calibration!.right[i]! + priorCases * told) / (labelled + priorCases);
    const share = count / cases;
    value += share * p;
    drawn += (share * p * (1 - p)) / cases;
    if (labelled > 0) calibrated += (share * share * p * (1 - p)) / (labelled + priorCases);
    else binError += share * ((edges[i + 1]! - edges[i]!) / 2);
  });
  return { value, stdErr: Math.sqrt(drawn + calibrated), binError, cases, calibrated: calibration !== null, caveat };
}
