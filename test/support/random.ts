/** Numbers that look random and are the same each run. */
export interface Random {
  /** True with this probability. */
  readonly chance: (probability: number) => boolean;
  /** A whole number from 0 to one less than this. */
  readonly below: (count: number) => number;
  readonly oneOf: <T>(choices: readonly T[]) => T;
}

/** Numbers from 0 to below 1: Mulberry32, a 32-bit generator by Tommy Ettinger (public domain). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function randomOf(seed: number): Random {
  const next = random(seed);
  const below = (count: number): number => Math.floor(next() * count);
  return { chance: (probability) => next() < probability, below, oneOf: (choices) => choices[below(choices.length)]! };
}
