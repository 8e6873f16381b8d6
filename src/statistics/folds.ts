/** The fold of each of so many cases, 0 to `folds` - 1: as equal in size as can be, drawn without order. The same for the same `random`. */
export function foldsOf(cases: number, folds: number, random: () => number): readonly number[] {
  const drawn = Array.from({ length: cases }, (_, at) => at % folds);
  for (let at = cases - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [drawn[at], drawn[other]] = [drawn[other]!, drawn[at]!];
  }
  return drawn;
}
