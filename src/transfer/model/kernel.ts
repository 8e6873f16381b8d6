import { against, alike, gram, keptBy, type Gram, type KernelPart } from "./kernelPart.js";

/** Parts that are multiplied, and what their product weighs. */
export interface Term<Features> {
  readonly name: string;
  readonly weight: number;
  readonly parts: readonly KernelPart<Features>[];
}

/** A weighted sum of products of similarities; what is missing from 1 is each thing's own. */
export interface Kernel<Features> {
  readonly items: readonly Features[];
  readonly terms: readonly { readonly name: string; readonly weight: number; readonly grams: readonly Gram<Features>[] }[];
  /** n x n, row by row, 1 on the diagonal. */
  readonly values: Float64Array;
}

/**
 * Weights are 0 or more and less than 1 together. A part of which nothing is known of anything is left out of its product; a term of only such parts leaves its
 * weight to the others, so that things are no less alike where less is said of all of them.
 */
export function kernel<Features>(terms: readonly Term<Features>[], items: readonly Features[]): Kernel<Features> {
  const n = items.length;
  const gramOf = keptBy((part: KernelPart<Features>) => gram(part, items));
  const telling = terms.map(({ name, weight, parts }) => {
    const known = parts.filter(({ isKnown }) => items.some(isKnown));
    return { name, weight: parts.length > 0 && known.length === 0 ? 0 : weight, grams: known.map(gramOf) };
  });
  const [given, told] = [terms, telling].map((of) => of.reduce((sum, { weight }) => sum + weight, 0)) as [number, number];
  const made = telling.map((term) => ({ ...term, weight: told > 0 ? term.weight * (given / told) : 0 }));
  const values = new Float64Array(n * n);
  for (const { weight, grams } of made) for (let at = 0; at < values.length; at += 1) values[at]! += grams.reduce((all, each) => all * each.values[at]!, weight);
  for (let i = 0; i < n; i += 1) values[i * n + i] = 1;
  return { items, terms: made, values };
}

/** Similarities of something new with each of the kernel's things. */
export function newRow<Features>({ items, terms }: Kernel<Features>, other: Features): Float64Array {
  const row = new Float64Array(items.length);
  for (const { weight, grams } of terms) {
    const factors = grams.map((each) => against(each, other));
    for (let i = 0; i < row.length; i += 1) row[i]! += factors.reduce((all, each) => all * each[i]!, weight);
  }
  return row;
}

/** What each term brings to how alike two different things are; they add up to the kernel's value. */
export const termsBetween = <Features>({ terms }: Kernel<Features>, one: Features, other: Features): readonly { readonly name: string; readonly value: number }[] =>
  terms.map(({ name, weight, grams }) => ({ name, value: grams.reduce((all, each) => all * alike(each, one, other), weight) }));
