/**
 * What a fit sees: scores of subjects (versions of models or systems) in columns (a task under one metric), all metrics of one family,
 * turned so that greater is better. Ids lead to nodes; places are indices into `columns` and `subjects`.
 */
export interface ScoreTable {
  readonly columns: readonly ColumnFeatures[];
  readonly subjects: readonly SubjectFeatures[];
  readonly cells: ScoreCells;
}

/** Observed cells, arrays side by side; at most one a pair. */
export interface ScoreCells {
  readonly columns: Int32Array;
  readonly subjects: Int32Array;
  /** In points: 0 to 100 where the metric has both bounds, from -100 on where it can be below 0 (`points.ts`), else in its own unit; negated where lower is better. */
  readonly values: Float64Array;
  /** Standard errors in the same unit; 0 where unknown. */
  readonly stdErrs: Float64Array;
  /** Standard deviations of repeated scores in the same unit, where these are further apart than chance has them; else 0. */
  readonly apart: Float64Array;
}

/** In points; least below most. */
export type Range = readonly [least: number, most: number];

/** What is known of a task before anybody was evaluated on it; whatever is unknown is null or empty. */
export interface ColumnFeatures {
  /** Id of the task; null for one that isn't in the graph. */
  readonly task: string | null;
  /** Key of the metric. */
  readonly metric: string;
  readonly kind: string | null;
  readonly languages: readonly string[];
  /** Keys of its domains and of those above them. */
  readonly domains: readonly string[];
  /** Ids of the tasks above it, nearest first. */
  readonly ancestors: readonly string[];
  /** Title and summary. */
  readonly text: string;
  /** What chance alone scores, in points; null where unknown. */
  readonly chance: number | null;
  /** Least and greatest score that the metric can have, in points; null where it lacks a bound. */
  readonly range: Range | null;
  /** Ids of related tasks with their declared weights, 0 to 1. */
  readonly related: readonly { readonly task: string; readonly weight: number }[];
}

/** What is known of a model or system version before it was evaluated; whatever is unknown is null or empty. */
export interface SubjectFeatures {
  /** Id of the version; null for one that isn't in the graph. */
  readonly id: string | null;
  readonly organization: string | null;
  readonly parameterCount: number | null;
  /** Epoch milliseconds. */
  readonly releasedAt: number | null;
  readonly contextTokens: number | null;
  readonly embeddingDimensions: number | null;
  readonly access: string | null;
  /** Id of its head. */
  readonly head: string | null;
  /** Its place among its head's versions. */
  readonly ordinal: number | null;
  /** Key of its head, and of those that it is derived from or uses, each once. */
  readonly names: readonly string[];
  /** Ids of the versions that it is derived from, nearest first, with how many steps away; of a system, of what it uses. */
  readonly bases: readonly { readonly id: string; readonly steps: number }[];
}
