import { sdInPoints } from "./angular.js";
import { deviationFactor } from "./calibration.js";
import { dot } from "../../statistics/cholesky.js";
import { columnState } from "./columnState.js";
import { expected, scoreVariance } from "./estimate.js";
import type { Pair } from "./predictCells.js";
import { covarianceOf } from "./similarityOf.js";
import { subjectState, variance, whitened } from "./subjectState.js";
import { groupOf, type TransferModel } from "./transferModel.js";

/**
 * Standard deviations in points, calibrated, of what is expected of a pair's true score: now, and after one more evaluation of the subject in each of
 * `columns`. Candidates are independent of each other given the columns. Null where too little is known.
 */
export function sdAfter(model: TransferModel, { column, subject }: Pair, columns: readonly Pair["column"][]): { readonly now: number; readonly after: readonly number[] } | null {
  if (model.gaussian === null) return null;
  const [wanted, state] = [columnState(model, column), subjectState(model, subject)];
  const typical = deviationFactor(model.calibration, groupOf(state.column.length, wanted.cells));
  if (typical === null) return null;
  const white = whitened(state, wanted);
  const latent = variance(state, wanted, white);
  const { mean } = expected(model, state, wanted);
  const sd = (of: number) => sdInPoints(wanted.range, mean, typical * Math.sqrt(Math.max(scoreVariance(model, state, wanted, of) - wanted.spread ** 2 * state.inflation * model.settings.noise, 0)));
  return {
    now: sd(latent),
    after: columns.map((each) => {
      const other = columnState(model, each);
      const whiteOfOther = whitened(state, other);
      const shared = each === column ? latent : state.own * covarianceOf(wanted, other) - dot(white, 0, whiteOfOther, 0, white.length);
      return sd(Math.max(latent - shared ** 2 / (variance(state, other, whiteOfOther) + model.settings.noise), 0));
    }),
  };
}
