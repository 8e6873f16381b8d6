import type { ColumnState } from "./columnState.js";
import { expectation, variance, type SubjectState } from "./subjectState.js";
import type { TransferModel } from "./transferModel.js";

/** Expected score of both models and of their mixture, on the angular scale (`angular.ts`). */
export interface Expected {
  readonly mean: number;
  readonly gaussian: number;
  readonly additive: number;
}

/** With the standard deviation of a new score around the mixture's, before calibration. */
export interface Estimate extends Expected {
  readonly sd: number;
}

export function expected(model: TransferModel, subject: SubjectState, column: ColumnState): Expected {
  const gaussian = column.level + column.spread * expectation(subject, column);
  const additive = model.additive!.mean + (model.additive!.column[column.at] ?? 0) + (model.additive!.subject[subject.at] ?? 0);
  return { gaussian, additive, mean: model.share * gaussian + (1 - model.share) * additive };
}

export const estimate = (model: TransferModel, subject: SubjectState, column: ColumnState): Estimate =>
  ({ ...expected(model, subject, column), sd: Math.sqrt(scoreVariance(model, subject, column, variance(subject, column))) });

/** Variance of a new score whose latent value has this one. */
export const scoreVariance = (model: TransferModel, subject: SubjectState, column: ColumnState, latent: number): number =>
  column.spread ** 2 * subject.inflation * (latent + model.settings.noise) + column.levelVariance;
