// Series for simulations: noise of mean 0 and standard deviation 1, the same for the same seed.
import { random } from "../../dist/entity/random.js";

const correlation = 0.3;

/** By name, so many points each. Heavy tails are Student's t with 3 degrees of freedom. */
const makers = {
  white: (length, normal) => Float64Array.from({ length }, normal),
  t3: (length, normal) => Float64Array.from({ length }, () => normal() / Math.sqrt(normal() ** 2 + normal() ** 2 + normal() ** 2)),
  "AR(.3)": (length, normal) => {
    const values = makers.white(length, normal);
    for (let i = 1; i < length; i += 1) values[i] = correlation * values[i - 1] + Math.sqrt(1 - correlation ** 2) * values[i];
    return values;
  },
};
export const kinds = Object.keys(makers);

export function normals(seed) {
  const next = random(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** So many series of a kind. */
export function* noises(kind, count, length, seed) {
  const normal = normals(seed);
  for (let turn = 0; turn < count; turn += 1) yield makers[kind](length, normal);
}
