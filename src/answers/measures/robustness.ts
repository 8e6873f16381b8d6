import { mean } from "../../statistics/summary.js";
import { measured, unmeasured, type Measured } from "./measured.js";
import { normalized } from "./words.js";

/** An input's answer and its value, with those of the same input perturbed: misspelt, reworded, in another order. */
export interface Perturbed {
  readonly answer: string;
  readonly value: number | null;
  readonly variants: readonly { readonly answer: string; readonly value: number | null }[];
}

const none = "No input is given with a perturbed one.";

/**
 * How much of the value is lost when inputs are perturbed: 1 less the mean over variants over the mean over originals (the performance drop rate of PromptBench,
 * Zhu et al. 2023, arXiv 2306.04528, equation 2). Below 0 where variants do better.
 */
export function performanceDropRate(cases: readonly Perturbed[]): Measured {
  const pairs = valued(cases);
  if (pairs.length === 0) return unmeasured(none);
  const original = mean(pairs.map(({ value }) => value));
  return original === 0 ? unmeasured("The originals have the value 0, so that nothing can be lost.") : measured(1 - mean(pairs.map(({ variants }) => mean(variants))) / original);
}

/** Mean of each input's worst value, over itself and its variants. */
export function worstCase(cases: readonly Perturbed[]): Measured {
  const pairs = valued(cases);
  return pairs.length === 0 ? unmeasured(none) : measured(mean(pairs.map(({ value, variants }) => Math.min(value, ...variants))));
}

/** Share of the perturbed inputs that are answered like the original, but for case, punctuation and articles. */
export function consistency(cases: readonly Perturbed[]): Measured {
  const pairs = cases.flatMap(({ answer, variants }) => variants.map((variant) => Number(normalized(variant.answer) === normalized(answer))));
  return pairs.length === 0 ? unmeasured(none) : measured(mean(pairs));
}

const valued = (cases: readonly Perturbed[]): readonly { readonly value: number; readonly variants: readonly number[] }[] => cases.flatMap(({ value, variants }) => {
  const own = variants.flatMap((variant) => variant.value ?? []);
  return value === null || own.length === 0 ? [] : [{ value, variants: own }];
});
