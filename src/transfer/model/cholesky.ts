import { Problem } from "../../entity/problem.js";
import { factorise } from "../../statistics/cholesky.js";

/** The lower factor of a covariance, n x n, in place of its lower triangle. @throws Problem INTERNAL where it isn't positive definite. */
export function cholesky(a: Float64Array, n: number): Float64Array {
  const broken = factorise(a, n);
  if (broken) throw new Problem("INTERNAL", `A covariance has pivot ${broken.pivot} at ${broken.at} of ${n}; expected a positive definite one. Report it with the scores that it was fitted on.`);
  return a;
}
