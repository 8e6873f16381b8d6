/**
 * Agreement of two raters on the same cases beyond what their own frequencies would give by chance: 1 less the disagreement seen over the one expected (Cohen 1960; with
 * distances that aren't 0 or 1 the weighted kappa of Cohen 1968). 1 is full agreement, 0 that of chance. Null where chance allows no disagreement: without cases, or where
 * both gave all of them one class.
 */
export function cohensKappa<T>(first: readonly T[], second: readonly T[], distance: (a: T, b: T) => number = different): number | null {
  const [own, theirs] = [counts(first), counts(second)];
  let expected = 0;
  for (const [a, n] of own) for (const [b, m] of theirs) expected += distance(a, b) * n * m;
  if (expected === 0) return null;
  const seen = first.reduce((sum, a, at) => sum + distance(a, second[at]!), 0);
  return 1 - (seen * first.length) / expected;
}

const different = (a: unknown, b: unknown): number => (a === b ? 0 : 1);

/** Distance of numbers on a scale: twice as far apart is four times the disagreement. */
export const squared = (a: number, b: number): number => (a - b) ** 2;

function counts<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const found = new Map<T, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}
