import { mean } from "../../statistics/summary.js";
import { measured, unmeasured, type Measured } from "./measured.js";

/** An answer's confidence, 0 to 1, and whether it was right. */
export interface Forecast {
  readonly confidence: number;
  readonly isRight: boolean;
}

const none = "No answer has both a confidence and a reference or verdict.";

/**
 * Expected calibration error (Naeini, Cooper, Hauskrecht 2015; Guo et al. 2017, equation 3): how far confidence and accuracy lie apart in bins of equal
 * width, open below and closed above, weighted by what is in them. 0 is best.
 */
export function expectedCalibrationError(forecasts: readonly Forecast[], bins = usualBins): Measured {
  if (forecasts.length === 0) return unmeasured(none);
  const sums = Array.from({ length: bins }, () => 0);
  for (const { confidence, isRight } of forecasts) sums[Math.max(0, Math.ceil(confidence * bins) - 1)]! += confidence - Number(isRight);
  return measured(sums.reduce((all, sum) => all + Math.abs(sum), 0) / forecasts.length);
}
/** As in Guo et al. */
const usualBins = 15;

/** Mean squared difference of confidence and outcome (Brier 1950, for two outcomes). 0 is best. */
export const brierScore = (forecasts: readonly Forecast[]): Measured =>
  (forecasts.length === 0 ? unmeasured(none) : measured(mean(forecasts.map(({ confidence, isRight }) => (confidence - Number(isRight)) ** 2))));
