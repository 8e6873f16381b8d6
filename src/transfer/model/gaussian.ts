import { inverse } from "../../statistics/cholesky.js";
import { cholesky } from "./cholesky.js";
import { learntCovariance } from "./covarianceStep.js";
import { expectLatent, type Gaussian } from "./expectation.js";
import { doubt, usualNoises } from "./noises.js";
import type { Rows } from "./rows.js";
import { startingScales, stepLevels, stepSpreads } from "./scale.js";
import type { FitSettings } from "./settings.js";
import { emptySums, gather } from "./sums.js";

/** What the graph says: of columns how alike they behave, and how alike their levels and spreads are, both 1 on the diagonal; of subjects the inverse of their covariance. */
export interface Kernels {
  readonly columns: Float64Array;
  readonly levels: Float64Array;
  readonly precision: Float64Array;
}

/**
 * Fitted by EM: subjects one after the other given what is expected of the others (mean field), then the covariance, as if `priorRows` more
 * subjects had shown the columns' kernel; then levels by a Newton step on the marginal likelihood, their prior shaped by their kernel. Spreads are
 * fitted first, while the covariance is still the kernel, for a learnt one makes up for any spread. The work is the sum of the cubes of the
 * subjects' numbers of cells.
 */
export function fitGaussian(rows: Rows, { columns: kernel, levels, precision }: Kernels, settings: FitSettings, onSweep: (share: number) => void = () => {}): Gaussian {
  const { columns: t, subjects } = rows;
  const shape = inverse(cholesky(levels.slice(), t), t);
  const scales = startingScales(rows, levels);
  const own = Float64Array.from({ length: subjects }, (_, m) => 1 / precision[m * subjects + m]!);
  const noises = usualNoises(rows, scales, settings.noise);
  let fit: Gaussian = {
    ...scales, covariance: kernel.slice(), latent: new Float64Array(subjects * t), own, inflation: new Float64Array(subjects).fill(1), levelVariance: new Float64Array(t), noises,
  };
  for (let sweep = 1; sweep <= settings.sweeps; sweep += 1) {
    const sums = emptySums(t);
    const wanted = usualNoises(rows, scales, settings.noise);
    expectLatent(rows, precision, fit, (seen) => {
      const precise = inverse(seen.factor, seen.n);
      gather(sums, seen, precise, fit, settings.noise);
      doubt(noises, wanted, rows.starts[seen.m]!, seen, precise, settings.mostSurprise);
    });
    if (sweep > settings.warmUp) fit = { ...fit, covariance: learntCovariance(fit.covariance, sums.scaled, fit.latent, precision, kernel, settings.priorRows) };
    else stepSpreads(scales, sums, shape);
    fit.levelVariance.set(stepLevels(scales, sums, shape));
    onSweep(sweep / (settings.sweeps + 1));
  }
  expectLatent(rows, precision, fit, ({ m, n, misfit }) => (fit.inflation[m] = (misfit + inflationPrior) / (n + inflationPrior)));
  onSweep(1);
  return fit;
}
/** As if so many cells had scattered as they should. */
const inflationPrior = 10;
