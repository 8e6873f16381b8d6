import { meansModel } from "../../dist/transfer/model/meansModel.js";

/** Neighbours, and cells that shrink a similarity by half. */
const neighbours = 20;
const shrinkage = 10;

/** Item-based nearest neighbours (Sarwar et al. 2001) over tasks: correlations of what task + model mean leaves, shrunk by how many models two tasks share. */
export function itemKnn(rows) {
  const means = meansModel(rows);
  const { subjects, columns, starts, column, value } = rows;
  const left = new Float64Array(subjects * columns).fill(NaN);
  for (let m = 0; m < subjects; m += 1) {
    for (let i = starts[m]; i < starts[m + 1]; i += 1) left[m * columns + column[i]] = value[i] - means.mean - means.column[column[i]] - means.subject[m];
  }
  const alike = similarities(left, subjects, columns);
  return (c, m) => {
    const near = [];
    for (let other = 0; other < columns; other += 1) {
      const residual = left[m * columns + other];
      if (other !== c && !Number.isNaN(residual) && alike.correlation[c * columns + other] > 0) near.push({ weight: alike.correlation[c * columns + other], residual: residual / alike.spread[other] });
    }
    near.sort((one, other) => other.weight - one.weight).splice(neighbours);
    const total = near.reduce((sum, { weight }) => sum + weight, 0);
    const moved = total === 0 ? 0 : near.reduce((sum, { weight, residual }) => sum + weight * residual, 0) / (total + 0.5);
    return means.mean + means.column[c] + means.subject[m] + alike.spread[c] * moved;
  };
}

function similarities(left, subjects, columns) {
  const spread = new Float64Array(columns);
  for (let c = 0; c < columns; c += 1) {
    let [sum, n] = [0, 0];
    for (let m = 0; m < subjects; m += 1) {
      const one = left[m * columns + c];
      if (!Number.isNaN(one)) [sum, n] = [sum + one ** 2, n + 1];
    }
    spread[c] = Math.sqrt((sum + 1) / Math.max(n, 1));
  }
  const correlation = new Float64Array(columns * columns);
  for (let a = 0; a < columns; a += 1) {
    for (let b = 0; b < a; b += 1) {
      let [ab, aa, bb, n] = [0, 0, 0, 0];
      for (let m = 0; m < subjects; m += 1) {
        const [one, other] = [left[m * columns + a], left[m * columns + b]];
        if (!Number.isNaN(one) && !Number.isNaN(other)) [ab, aa, bb, n] = [ab + one * other, aa + one ** 2, bb + other ** 2, n + 1];
      }
      const found = n === 0 ? 0 : (ab / Math.sqrt(aa * bb || 1)) * (n / (n + shrinkage));
      correlation[a * columns + b] = correlation[b * columns + a] = found;
    }
  }
  return { spread, correlation };
}
