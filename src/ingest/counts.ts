/** What a load did to nodes. */
export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

export const noCounts: Counts = { created: 0, updated: 0, unchanged: 0 };

export const addCounts = (a: Counts, b: Counts): Counts =>
  ({ created: a.created + b.created, updated: a.updated + b.updated, unchanged: a.unchanged + b.unchanged });
