/** What a load did, in words. */
export const countsText = ({ created, updated, unchanged }: { readonly created: number; readonly updated: number; readonly unchanged: number }): string =>
  `${created} created, ${updated} updated, ${unchanged} unchanged`;

const shownProblems = 50;

/** Problems one a line; of very many the first, with how many more there are. */
export const problemsText = (problems: readonly string[]): readonly string[] => problems.length === 0 ? [] : [
  `${problems.length} not taken:`,
  ...problems.slice(0, shownProblems).map((problem) => `- ${problem}`),
  ...(problems.length > shownProblems ? [`- and ${problems.length - shownProblems} more; --json lists them all`] : []),
];
