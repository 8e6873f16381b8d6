export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean, and its standard error, which one value doesn't have. */
export function summary(values: readonly number[]): { readonly mean: number; readonly stdErr: number | null } {
  const n = values.length;
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { mean: middle, stdErr: n < 2 ? null : Math.sqrt(squares / (n - 1) / n) };
}
