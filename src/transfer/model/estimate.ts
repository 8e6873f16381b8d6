import type { ColumnState } from "./columnState.js";
import { expectation, variance, type SubjectState } from "./subjectState.js";
import type { TransferModel } from "./transferModel.js";

/** Expected score and the standard deviation of a new one around it, before calibration; with both models' expectations. All on the angular scale (`angular.ts`). */
export interface Estimate {
  readonly mean: number;
  readonly sd: number;
  readonly gaussian: number;
  readonly additive: number;
}

export function expected(model: TransferModel, subject: SubjectState, column: ColumnState): Omit<Estimate, "sd"> {
  const gaussian = column.level + column.spread * expectation(subject, column);
  const additive = model.additive!.mean + (model.additive!.column[column.at] ?? 0) + (model.additive!.subject[subject.at] ?? 0);
  return { gaussian, additive, mean: model.share * gaussian + (1 - model.share) * additive };
}

export const estimate = (model: TransferModel, subject: SubjectState, column: ColumnState): Estimate =>
  ({ ...expected(model, subject, column), sd: Math.sqrt(scoreVariance(model, subject, column, variance(subject, column))) });

/** Variance of a new score whose latent value has this one. */
export const scoreVariance = (model: TransferModel, subject: SubjectState, column: ColumnState, latent: number): number =>
  column.spread ** 2 * subject.inflation * (latent + model.settings.noise) + column.levelVariance;
