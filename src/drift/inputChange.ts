import { Problem } from "../entity/problem.js";
import { expectedAccuracy, type ExpectedAccuracy } from "./expectedAccuracy.js";
import { onSharedBins, type Histogram } from "./histogram.js";
import { inputDrift, type InputDrift } from "./inputDrift.js";

/** The histogram of one period. */
export interface RecordedHistogram extends Histogram {
  /** Epoch milliseconds. */
  readonly start: number;
}

export interface InputChange extends InputDrift {
  /** Epoch milliseconds: what begins here, or later, is compared with what began before. */
  readonly from: number;
  /** Periods with a histogram before and after. */
  readonly periods: readonly [before: number, after: number];
  /** How often answers are expected to be right, before and after; null unless the histograms are said to be of probabilities. */
  readonly accuracy: readonly [before: ExpectedAccuracy, after: ExpectedAccuracy] | null;
}

/** What the bins of probabilities are of: the answer that was given, or the positive one of two. */
export type ProbabilityOf = "ANSWER" | "POSITIVE";

/**
 * Compares the histograms of a signal, by their start, from a moment on (the newest period where that is null) with those before.
 * @throws Problem BAD_INPUT where one side has none, or their bins have nothing in common.
 */
export function inputChange(signal: string, recorded: readonly RecordedHistogram[], from: number | null, probabilities: ProbabilityOf | null): InputChange {
  const since = from ?? recorded.at(-1)?.start ?? Infinity;
  const [before, after] = [recorded.filter(({ start }) => start < since), recorded.filter(({ start }) => start >= since)];
  if (before.length === 0 || after.length === 0)
    throw new Problem("BAD_INPUT", `The signal "${signal}" has ${before.length} histograms before that moment and ${after.length} from it on, since its newest baseline; record \`bins\` and \`counts\` with its measurements, or give another \`from\`.`);
  const [first, second] = [summed(signal, before), summed(signal, after)];
  return {
    ...inputDrift(first, second), from: since, periods: [before.length, after.length],
    accuracy: probabilities && [expectedAccuracy(first, { of: probabilities }), expectedAccuracy(second, { of: probabilities })],
  };
}

/** Of several histograms one, over the bins that all of them have. */
function summed(signal: string, histograms: readonly Histogram[]): Histogram {
  return histograms.reduce((sum, each) => {
    const shared = onSharedBins(sum, each);
    if (shared === null) throw new Problem("BAD_INPUT", `Histograms of the signal "${signal}" share fewer than three edges; record them with the same bins, or begin a Baseline where the bins changed.`);
    return { edges: shared.edges, counts: shared.first.map((count, i) => count + shared.second[i]!) };
  });
}
