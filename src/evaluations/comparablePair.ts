import type { Direction } from "./leaderboard.js";

/** A score of one metric on all cases or one slice, with what decides what it can be compared with. */
export interface Scored extends Direction {
  readonly evaluation: string;
  readonly evaluationKey: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Key and ordinal of the task version. */
  readonly version: string;
  readonly ordinal: number;
  readonly protocol: string | null;
  readonly judge: string | null;
  readonly data: string | null;
  readonly split: string | null;
  readonly extraction: string | null;
  readonly score: string;
  readonly value: number;
  /** Whether its items are there. */
  readonly itemised: boolean;
}

export type Pairing<S extends Scored> =
  | { readonly found: "PAIR"; readonly baseline: S; readonly candidate: S }
  | { readonly found: "NOTHING"; readonly why: string }
  | { readonly found: "REFUSED"; readonly why: string };

/**
 * The scores of baseline and candidate that are compared: under one protocol, judge and way of extraction (graph.md, section 6), on one
 * dataset version and split where there are such, the newest first. Refused where both were evaluated, but never under the same.
 */
export function comparablePair<S extends Scored>(baselines: readonly S[], candidates: readonly S[]): Pairing<S> {
  for (const [whose, scores] of [["baseline", baselines], ["candidate", candidates]] as const)
    if (!scores.some(({ itemised }) => itemised)) return { found: "NOTHING", why: `No valid ${scores.length === 0 ? "score" : "score item by item"} of the ${whose} is there to see.` };
  const [before, after] = [newestFirst(baselines), newestFirst(candidates)];
  const pairs = after.flatMap((candidate) => before.map((baseline) => ({ baseline, candidate })));
  const isAlike = (rules: readonly Rule[]) => pairs.filter(({ baseline, candidate }) => rules.every(({ of }) => of(baseline) === of(candidate)));
  const alike = isAlike(rules);
  const chosen = alike.find(({ baseline, candidate }) => baseline.data === candidate.data && baseline.split === candidate.split) ?? alike[0];
  if (chosen) return { found: "PAIR", ...chosen };
  const broken = rules.find((_, at) => isAlike(rules.slice(0, at + 1)).length === 0)!;
  const told = (score: S) => `the evaluation ${score.evaluationKey} on ${score.version} has the ${broken.name} ${broken.of(score) ?? "none"}`;
  return { found: "REFUSED", why: `${told(before[0]!)}, ${told(after[0]!)}` };
}

const newestFirst = <S extends Scored>(scores: readonly S[]): readonly S[] => scores.filter(({ itemised }) => itemised).sort((a, b) => b.at - a.at);

interface Rule {
  readonly name: string;
  readonly of: (score: Scored) => string | null;
}
/** What has to be equal for two scores to be compared; none equals none. */
const rules: readonly Rule[] = [{ name: "protocol digest", of: ({ protocol }) => protocol }, { name: "judge", of: ({ judge }) => judge }, { name: "extraction", of: ({ extraction }) => extraction }];
