/** False alarms per 100 points, as a share of series that have one. Made by bench/drift/thresholds.mjs with 3000 series of each kind of noise. */
export const rates = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2] as const;

/** What h has to be for each of these rates, after a baseline of so many points; the last stands for longer ones. */
export const oneSidedLimits = [
  { warmUp: 14, h: [12.93, 11.49, 10.3, 8.62, 6.91, 5.5, 4.24] },
  { warmUp: 20, h: [11.77, 10.11, 8.65, 7.59, 6.06, 4.89, 4.12] },
  { warmUp: 40, h: [9.08, 8.31, 7.39, 6.54, 5.42, 4.66, 3.9] },
] as const;

/** The same for watching both ways, which has two chances to alarm falsely. */
export const twoSidedLimits = [
  { warmUp: 14, h: [13.97, 12.61, 11.61, 10.25, 8.47, 7.04, 5.58] },
  { warmUp: 20, h: [12.27, 11.46, 10.12, 8.82, 7.28, 6.17, 4.87] },
  { warmUp: 40, h: [10.22, 8.75, 7.88, 7.06, 6.19, 5.4, 4.64] },
] as const;
