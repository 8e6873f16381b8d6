import { meansModel } from "../../dist/transfer/model/meansModel.js";
import { solve } from "../../dist/statistics/cholesky.js";
import { cholesky } from "../../dist/transfer/model/cholesky.js";
import { random } from "../../dist/entity/random.js";

/** Ranks and ridges that are tried; a bench keeps the ones that do best on the hidden cells, so that the peer can't lose by bad settings. */
export const ranks = [1, 2, 3, 5, 8, 12];
export const ridges = [1, 3, 10];
const sweeps = 15;

/**
 * Alternating least squares on what task + model mean leaves of each cell, over its task's standard deviation (matrix factorisation with
 * weighted ridge, Zhou et al. 2008). Returns what is expected of a pair of places.
 */
export function als(rows, rank, ridge) {
  const means = meansModel(rows);
  const { subjects, columns, starts, column, value } = rows;
  const subject = Int32Array.from({ length: value.length });
  for (let m = 0; m < subjects; m += 1) subject.fill(m, starts[m], starts[m + 1]);
  const left = value.map((each, i) => each - means.mean - means.column[column[i]] - means.subject[subject[i]]);
  const spread = spreads(column, left, columns);
  const scaled = left.map((each, i) => each / spread[column[i]]);
  const next = random(1);
  const factors = (n) => Float64Array.from({ length: n * rank }, () => 0.3 * (next() - 0.5));
  const [ofSubject, ofColumn] = [factors(subjects), factors(columns)];
  const [bySubject, byColumn] = [placesBy(subject, subjects), placesBy(column, columns)];
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    step(bySubject, subject, column, scaled, ofSubject, ofColumn, rank, ridge);
    step(byColumn, column, subject, scaled, ofColumn, ofSubject, rank, ridge);
  }
  return (c, m) => {
    let sum = 0;
    for (let r = 0; r < rank; r += 1) sum += ofColumn[c * rank + r] * ofSubject[m * rank + r];
    return means.mean + means.column[c] + means.subject[m] + spread[c] * sum;
  };
}

function step(places, side, other, values, into, from, rank, ridge) {
  places.forEach((cells, at) => {
    const gram = new Float64Array(rank * rank);
    const right = new Float64Array(rank);
    for (const i of cells) {
      const row = other[i] * rank;
      for (let r = 0; r < rank; r += 1) {
        right[r] += from[row + r] * values[i];
        for (let s = 0; s <= r; s += 1) gram[r * rank + s] += from[row + r] * from[row + s];
      }
    }
    for (let r = 0; r < rank; r += 1) gram[r * rank + r] += ridge;
    into.set(solve(cholesky(gram, rank), rank, right), at * rank);
  });
}

function placesBy(side, n) {
  const places = Array.from({ length: n }, () => []);
  side.forEach((at, i) => places[at].push(i));
  return places;
}

/** Root mean squares of what is left, shrunk to the overall one as if by five more cells. */
function spreads(column, left, columns) {
  const [sums, counts] = [new Float64Array(columns), new Float64Array(columns)];
  left.forEach((each, i) => {
    sums[column[i]] += each ** 2;
    counts[column[i]] += 1;
  });
  const overall = left.reduce((sum, each) => sum + each ** 2, 0) / left.length;
  return sums.map((sum, c) => Math.sqrt((sum + 5 * overall) / (counts[c] + 5)));
}
