import { setImmediate } from "node:timers/promises";
import { grouped } from "../entity/grouped.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { holm } from "../statistics/holm.js";
import { comparablePair, type Pairing } from "./comparablePair.js";
import { itemsOf, scored } from "./compare.queries.js";
import { pairedDifference, type PairedComparison } from "./pairedDifference.js";
import { pairedItems, type PairedItems } from "./pairedItems.js";

export interface ComparisonAsked {
  /** Ids of what was evaluated. */
  readonly baseline: string;
  readonly candidate: string;
  /** Ids. */
  readonly tasks: readonly string[];
  /** Keys; each task is compared on all cases, and on each of these. */
  readonly slices: readonly string[];
  /** Keys; null stands for the primary one of each task. */
  readonly metrics: readonly (string | null)[];
  /** How often at most anything may be called different where nothing is, over 0 and under 1; also of the intervals. */
  readonly alpha: number;
}

/** What comes of one task, metric and slice. */
export interface Comparison {
  readonly task: string;
  /** Key; null where none is known. */
  readonly metric: string | null;
  readonly slice: string | null;
  readonly verdict: "BETTER" | "WORSE" | "TIED" | "UNKNOWN" | "REFUSED";
  /** Why there is none; else what was left out. */
  readonly why: string | null;
  /** p corrected for the number of comparisons. */
  readonly p: number | null;
  readonly paired: PairedComparison | null;
  /** Of the baseline, then of the candidate. */
  readonly evaluations: readonly ScoredRow[];
}
export type ScoredRow = Awaited<ReturnType<typeof scored>>[number];

/**
 * Compares two subjects item by item on tasks, of what the viewer sees. The p of all comparisons are corrected together (Holm), so that two
 * repeats of one system are called different anywhere in at most `alpha` of the cases. Two statements.
 */
export async function compare(graph: Graph, viewer: Viewer, asked: ComparisonAsked): Promise<readonly Comparison[]> {
  const { baseline, candidate, tasks, slices, alpha } = asked;
  const rows = grouped(await scored(graph, viewer, { subjects: [baseline, candidate], tasks: [...new Set(tasks)] }), ({ task }) => task);
  const places = [...new Set(tasks)].flatMap((task) => {
    const own = rows.get(task) ?? [];
    return [...new Set(asked.metrics.map((metric) => metric ?? usualMetric(own)))].flatMap((metric) => [null, ...new Set(slices)].map((slice) => {
      const of = (id: string) => own.filter((row) => row.metric === metric && row.slice === slice && row.subject === id);
      return { task, metric, slice, pairing: metric === null && own.length > 0 ? nameOne : comparablePair(of(baseline), of(candidate)) };
    }));
  });
  const sets = new Map((await itemsOf(graph, viewer, { scores: places.flatMap(({ pairing }) => evaluationsOf(pairing).map(({ score }) => score)) })).map((row) => [row.score, row.sets]));
  const compared: (Omit<Comparison, "verdict" | "p"> & { readonly refused: boolean })[] = [];
  for (const { pairing, ...place } of places) {
    const evaluations = evaluationsOf(pairing);
    if (pairing.found !== "PAIR") compared.push({ ...place, why: pairing.why, paired: null, evaluations, refused: pairing.found === "REFUSED" });
    else {
      const items = pairedItems(sets.get(pairing.baseline.score) ?? [], sets.get(pairing.candidate.score) ?? []);
      const paired = pairedDifference(items, pairing.candidate, 1 - alpha);
      compared.push({ ...place, why: paired ? leftOut(items) : `They have ${items.keys.length} items of ${new Set(items.clusters).size} sources in common; 2 sources are the least.`, paired, evaluations, refused: false });
      await setImmediate();
    }
  }
  return decided(compared, alpha);
}

function decided(compared: readonly (Omit<Comparison, "verdict" | "p"> & { readonly refused: boolean })[], alpha: number): readonly Comparison[] {
  const tested = compared.flatMap(({ paired }) => paired ?? []);
  const corrected = new Map(holm(tested.map(({ p }) => p)).map((p, at) => [tested[at]!, p]));
  return compared.map(({ refused, ...each }) => {
    if (each.paired === null) return { ...each, verdict: refused ? "REFUSED" : "UNKNOWN", p: null };
    const p = corrected.get(each.paired)!;
    return { ...each, verdict: p > alpha ? "TIED" : each.paired.isBetter ? "BETTER" : "WORSE", p };
  });
}

const leftOut = ({ unpaired: { baseline, candidate } }: PairedItems): string | null =>
  (baseline + candidate === 0 ? null : `Left out: ${baseline} items that only the baseline has a value for, and ${candidate} that only the candidate has one for.`);

/** The primary metric of a task's newest version that has scores of one; else the only one that there are scores of. */
function usualMetric(rows: readonly ScoredRow[]): string | null {
  const [first] = rows.filter((row) => row.primary).sort((a, b) => b.ordinal - a.ordinal || (a.metric < b.metric ? -1 : 1));
  const all = new Set(rows.map(({ metric }) => metric));
  return first?.metric ?? (all.size === 1 ? rows[0]!.metric : null);
}
const nameOne = { found: "NOTHING", why: "The task has no primary metric, and scores of several; name one." } as const;

const evaluationsOf = (pairing: Pairing<ScoredRow>): readonly ScoredRow[] => (pairing.found === "PAIR" ? [pairing.baseline, pairing.candidate] : []);
