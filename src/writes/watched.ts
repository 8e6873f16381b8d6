import type { Transaction } from "../graph/database.js";
import type { Change } from "./change.js";

/**
 * Marks the signals that were written, or whose measurements or baselines were, so that the service looks at them anew (`drift/watch.ts`). In
 * the transaction that writes: what was committed is looked at, whenever the process that wrote it ends.
 */
export async function markSignals(transaction: Transaction, changes: readonly Change[]): Promise<void> {
  for (const [label, match] of watched) {
    const ids = changes.filter(({ target }) => target.label === label).map(({ target }) => target.id);
    if (ids.length > 0) await transaction.run(`UNWIND $ids AS id ${match} WITH DISTINCT signal SET signal.unwatched = datetime.realtime()`, { ids });
  }
}

const watched: readonly (readonly [label: string, match: string])[] = [
  ["Measurement", "MATCH (:Measurement {id: id})-[:OF_SIGNAL]->(signal:Signal)"], ["Baseline", "MATCH (:Baseline {id: id})-[:OF_SIGNAL]->(signal:Signal)"], ["Signal", "MATCH (signal:Signal {id: id})"],
];
