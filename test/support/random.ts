import { random } from "../../src/entity/random.js";

/** Numbers that look random and are the same each run. */
export interface Random {
  /** True with this probability. */
  readonly chance: (probability: number) => boolean;
  /** A whole number from 0 to one less than this. */
  readonly below: (count: number) => number;
  readonly oneOf: <T>(choices: readonly T[]) => T;
}

export function randomOf(seed: number): Random {
  const next = random(seed);
  const below = (count: number): number => Math.floor(next() * count);
  return { chance: (probability) => next() < probability, below, oneOf: (choices) => choices[below(choices.length)]! };
}
