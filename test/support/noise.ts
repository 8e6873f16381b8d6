import { random } from "../../src/entity/random.js";

/** Kinds of noise with mean 0 and standard deviation 1. */
export type Noise = "white" | "t3" | "ar.3";

/** Standard normal numbers (Box and Muller), the same for the same seed. */
export function normals(seed: number): () => number {
  const next = random(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** So many points of noise: normal, Student's t with 3 degrees of freedom, or each with .3 of the one before it. */
export function noise(kind: Noise, length: number, normal: () => number): Float64Array {
  const values = Float64Array.from({ length }, normal);
  if (kind === "t3") return values.map((value) => value / Math.sqrt(normal() ** 2 + normal() ** 2 + normal() ** 2));
  if (kind === "ar.3") for (let i = 1; i < length; i += 1) values[i] = 0.3 * values[i - 1]! + Math.sqrt(1 - 0.3 ** 2) * values[i]!;
  return values;
}
