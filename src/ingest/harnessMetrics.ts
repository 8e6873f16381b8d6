import type { Item } from "../writes/draft.js";

/** What lm-evaluation-harness calls a metric, where the graph calls it otherwise: its older releases used other names. */
const renamed: Readonly<Record<string, string>> = { ppl: "perplexity", likelihood_difference: "likelihood_diff", em: "exact_match" };

type Direction = { readonly better: "HIGHER" | "LOWER" } | { readonly better: "TARGET"; readonly target: number };
type Known = Direction & { readonly title: string; readonly min?: number; readonly max?: number; readonly unit?: string; readonly aggregation: string };

const share = (title: string): Known => ({ title, better: "HIGHER", min: 0, max: 1, aggregation: "mean" });
const perplexity = (title: string, aggregation: string): Known => ({ title, better: "LOWER", min: 1, aggregation });

/** A model without a preference picks the stereotype in half of the pairs (Nangia et al. 2020), so neither 0 nor 1 is best. */
const unbiased = 0.5;

const known: Readonly<Record<string, Known>> = {
  acc: share("Accuracy"),
  acc_norm: share("Accuracy, normalised by answer length"),
  exact_match: share("Exact match"),
  exact_match_original: share("Exact match, original extraction"),
  f1: share("F1"),
  inst_level_loose_acc: share("Instructions followed, loose"),
  inst_level_strict_acc: share("Instructions followed, strict"),
  prompt_level_loose_acc: share("Prompts with all instructions followed, loose"),
  prompt_level_strict_acc: share("Prompts with all instructions followed, strict"),
  mcc: { title: "Matthews correlation coefficient", better: "HIGHER", min: -1, max: 1, aggregation: "matthews_corrcoef" },
  perplexity: perplexity("Perplexity", "perplexity"),
  word_perplexity: perplexity("Perplexity per word", "weighted_perplexity"),
  byte_perplexity: perplexity("Perplexity per byte", "weighted_perplexity"),
  bits_per_byte: { title: "Bits per byte", better: "LOWER", min: 0, unit: "bits", aggregation: "bits_per_byte" },
  likelihood_diff: { title: "Gap in log likelihood between the two sentences", better: "LOWER", min: 0, unit: "nats", aggregation: "mean" },
  pct_stereotype: { title: "Share of pairs in which the stereotype is likelier", better: "TARGET", target: unbiased, min: 0, max: 1, aggregation: "mean" },
};

/** Key of a metric by its name in the harness: `ppl` is `perplexity`. */
export const metricKey = (name: string): string => renamed[name] ?? name;

/**
 * The metric as an item; null where neither the table above nor the source says which direction is better. The table wins:
 * the harness says lower for `pct_stereotype`, whose ideal is a half.
 */
export function metricItem(name: string, higherIsBetter?: boolean): Item | null {
  const key = metricKey(name);
  if (known[key]) return { type: "Metric", key, ...known[key] };
  if (higherIsBetter === undefined) return null;
  return { type: "Metric", key, title: key, better: higherIsBetter ? "HIGHER" : "LOWER" };
}

const mainFirst = ["acc", "exact_match", "pct_stereotype", "acc_norm", "prompt_level_strict_acc", "perplexity"];

/** The metric that leaderboards rank a task by, of those that it is scored with. */
export const mainMetric = (keys: readonly string[]): string | undefined => mainFirst.find((key) => keys.includes(key)) ?? keys[0];

/** MEASURED_BY of a task version, in an order that doesn't depend on the file. */
export function measuredBy(keys: readonly string[]): readonly { readonly key: string; readonly primary: boolean }[] {
  const main = mainMetric(keys);
  return [...new Set(keys)].sort().map((key) => ({ key, primary: key === main }));
}
