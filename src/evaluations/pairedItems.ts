import { mean } from "../statistics/summary.js";

/** A score item by item, for one rater and repeat: arrays side by side; clusters empty where items say none. */
export interface ItemSet {
  readonly keys: readonly string[];
  readonly values: readonly number[];
  readonly clusters: readonly string[];
}

/** The items that two scores share, in the order of their keys. */
export interface PairedItems {
  readonly keys: readonly string[];
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  /** What each comes from, as the baseline's items say, else the candidate's, else itself. */
  readonly clusters: readonly string[];
  /** How many items one of them has and the other lacks: what fails on hard items and leaves those out must not look better for it. */
  readonly unpaired: { readonly baseline: number; readonly candidate: number };
}

/** Items with the mean of their values over raters and repeats, of what both scores have. */
export function pairedItems(baseline: readonly ItemSet[], candidate: readonly ItemSet[]): PairedItems {
  const [first, second] = [byItem(baseline), byItem(candidate)];
  const keys = [...first.keys()].filter((key) => second.has(key)).sort();
  return {
    keys,
    baseline: keys.map((key) => mean(first.get(key)!.values)),
    candidate: keys.map((key) => mean(second.get(key)!.values)),
    unpaired: { baseline: first.size - keys.length, candidate: second.size - keys.length },
    clusters: keys.map((key) => {
      const cluster = first.get(key)!.cluster || second.get(key)!.cluster;
      return cluster ? `cluster ${cluster}` : `item ${key}`;
    }),
  };
}

function byItem(sets: readonly ItemSet[]): ReadonlyMap<string, { readonly values: number[]; readonly cluster: string }> {
  const items = new Map<string, { readonly values: number[]; readonly cluster: string }>();
  for (const { keys, values, clusters } of sets)
    keys.forEach((key, at) => {
      const known = items.get(key);
      if (known) known.values.push(values[at]!);
      else items.set(key, { values: [values[at]!], cluster: clusters[at] ?? "" });
    });
  return items;
}
