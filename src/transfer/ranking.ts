import { random } from "../entity/random.js";

/** What is expected of a candidate, greater being better. */
export interface Ranked {
  readonly mean: number;
  /** Standard deviation of its true score; 0 of one that is known. */
  readonly sd: number;
  /** How far one evaluation moves what is expected of it: the standard deviation of that move. */
  readonly move: number;
}

export interface Ranking {
  /** Probability of each to be the best. */
  readonly best: Float64Array;
  /** Which to evaluate next, and by how much each in turn is expected to reduce the regret of taking the one of which most is expected. */
  readonly next: readonly { readonly at: number; readonly gain: number }[];
}

/** So many draws where candidates are few; of many, as many as a second allows. */
const drawsFor = (candidates: number): number => 2 * Math.max(Math.min(1000, Math.floor(mostNormals / 2 / Math.max(candidates, 1))), 100);
const mostNormals = 2_000_000;

/**
 * Probabilities to be the best, and the `budget` evaluations that are worth most together: the first is the one after which the best choice
 * is expected to be best (knowledge gradient, Frazier, Powell and Dayanik 2008), the next is chosen given the first, and so on. By Monte
 * Carlo over independent normals, each draw with its mirror image, so that equal seeds give equal answers.
 */
export function ranked(candidates: readonly Ranked[], budget: number, seed: number): Ranking {
  const n = candidates.length;
  const draws = drawsFor(n);
  const next = random(seed);
  const normals = new Float64Array(draws * n);
  for (let i = 0; i < normals.length / 2; i += 1) {
    normals[i] = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    normals[i + normals.length / 2] = -normals[i]!;
  }
  const best = new Float64Array(n);
  for (let draw = 0; draw < draws; draw += 1) best[winner(candidates, normals, draw)]! += 1;
  return { best: best.map((times) => times / draws), next: worthMost(candidates, normals, budget) };
}

function winner(candidates: readonly Ranked[], normals: Float64Array, draw: number): number {
  let [at, most] = [0, -Infinity];
  for (let i = 0; i < candidates.length; i += 1) {
    const value = candidates[i]!.mean + candidates[i]!.sd * normals[draw * candidates.length + i]!;
    if (value > most) [at, most] = [i, value];
  }
  return at;
}

function worthMost(candidates: readonly Ranked[], normals: Float64Array, budget: number): Ranking["next"] {
  const n = candidates.length;
  const draws = normals.length / n;
  const chosen: { at: number; gain: number }[] = [];
  const open = new Set(candidates.keys());
  /** Of each draw: the most that is expected of any that was evaluated in it. */
  const evaluated = new Float64Array(draws).fill(-Infinity);
  let worth = candidates.reduce((most, { mean }) => Math.max(most, mean), -Infinity);
  for (const _ of Array.from({ length: Math.min(budget, n) })) {
    const byMean = [...open].sort((a, b) => candidates[b]!.mean - candidates[a]!.mean);
    let [at, most] = [-1, worth];
    for (const i of open) {
      if (candidates[i]!.move === 0) continue;
      const others = candidates[byMean[0] === i ? byMean[1]! : byMean[0]!]?.mean ?? -Infinity;
      let sum = 0;
      for (let draw = 0; draw < draws; draw += 1) sum += Math.max(evaluated[draw]!, others, candidates[i]!.mean + candidates[i]!.move * normals[draw * n + i]!);
      if (sum / draws > most + least) [at, most] = [i, sum / draws];
    }
    if (at < 0) break;
    chosen.push({ at, gain: most - worth });
    open.delete(at);
    for (let draw = 0; draw < draws; draw += 1) evaluated[draw] = Math.max(evaluated[draw]!, candidates[at]!.mean + candidates[at]!.move * normals[draw * n + at]!);
    worth = most;
  }
  return chosen;
}
/** Less is nothing but rounding. */
const least = 1e-9;
