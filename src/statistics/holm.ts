/**
 * p-values corrected for how many they are (Holm 1979, step-down), in their order: whoever calls those up to .05 different is wrong about
 * any of them in at most 5 of 100, however they depend on each other.
 */
export function holm(values: readonly number[]): readonly number[] {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const corrected = new Array<number>(values.length);
  let last = 0;
  order.forEach((at, rank) => {
    last = Math.max(last, Math.min(1, values[at]! * (values.length - rank)));
    corrected[at] = last;
  });
  return corrected;
}
