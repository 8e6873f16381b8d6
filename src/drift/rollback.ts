import { studentBelow } from "../statistics/distributions.js";
import type { Reference } from "./reference.js";

/** What the points since a change say about its size. */
export interface Posterior {
  /** Mean worsening since the change, in the metric's unit: above 0 is worse. */
  readonly drop: number;
  readonly stdErr: number;
  /** Points that it rests on. */
  readonly points: number;
  /** P(true drop > threshold), from a flat prior. */
  readonly probability: number;
}

/** When a rollback is to be done, and when one that is due is off again. */
export interface RollbackRule {
  /** Act above 1 - alpha. */
  readonly alpha: number;
  /** Once due, it stays so until the probability falls below this. */
  readonly release: number;
  readonly fewestPoints: number;
}
export const usualRule: RollbackRule = { alpha: 0.05, release: 0.5, fewestPoints: 3 };

export type Advice = "ACT" | "KEEP" | "WAIT";

/**
 * Student's posterior of the difference between the points since a change (greater is worse, as in a Series; variances 0 where unknown) and the
 * reference before it. Null for fewer than two points. The spread between points is the reference's: after a change there are too few to tell it. The change point is
 * taken as known; one that was looked for makes the drop look a little larger, which `fewestPoints` and an alarm guard against.
 */
export function posteriorDrop(reference: Reference, values: Float64Array, variances: Float64Array, threshold: number): Posterior | null {
  if (values.length < 2 || reference.n < 2) return null;
  let [weights, sum] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const variance = reference.between + variances[i]!;
    const weight = variance > 0 ? 1 / variance : 1;
    [weights, sum] = [weights + weight, sum + weight * values[i]!];
  }
  const isCertain = reference.between === 0 && variances.every((variance) => variance === 0);
  const drop = sum / weights - reference.mean;
  const stdErr = Math.sqrt((isCertain ? 0 : 1 / weights) + reference.meanVariance);
  const probability = stdErr > 0 ? studentBelow((drop - threshold) / stdErr, reference.n - 1) : drop > threshold ? 1 : 0;
  return { drop, stdErr, points: values.length, probability };
}

/**
 * Whether to roll back, given what was advised before (hysteresis): ACT when the detector has alarmed, there are enough points and the probability is above
 * 1 - alpha; then ACT until it falls below `release`. WAIT while there are too few points, KEEP else.
 */
export function rollbackAdvice(posterior: Posterior | null, alarmed: boolean, before: Advice | null, rule: RollbackRule = usualRule): Advice {
  if (posterior === null || posterior.points < rule.fewestPoints) return before === "ACT" ? "ACT" : "WAIT";
  if (before === "ACT") return posterior.probability < rule.release ? "KEEP" : "ACT";
  return alarmed && posterior.probability > 1 - rule.alpha ? "ACT" : "KEEP";
}
