import { random } from "../../src/entity/random.js";
import type { Link } from "./walk.js";

/** How nodes that are `Label:key` are called in a workspace. */
export const naming = (workspace: string) => {
  const [typeOf, keyOf] = [(name: string) => name.split(":")[0]!, (name: string) => name.split(":")[1]!];
  return { typeOf, keyOf, id: (name: string) => `${typeOf(name)}_${workspace}_${keyOf(name)}`, nameOf: (id: string) => id.replace(`_${workspace}_`, ":") };
};

/** A made-up history of artifacts, with a cycle now and then; nodes are `Label:key`. */
export function madeUp(seed: number, count: number, most: number): readonly Link[] {
  const next = random(seed);
  const pick = (label: string) => `${label}:${label}${Math.floor(next() * most)}@1`;
  const kinds: readonly (readonly [string, string, string])[] = [
    ["ModelVersion", "DERIVED_FROM", "ModelVersion"], ["ModelVersion", "GENERATED_BY", "Run"], ["Run", "USED", "DatasetVersion"], ["Run", "USED", "ModelVersion"], ["DatasetVersion", "DERIVED_FROM", "DatasetVersion"],
    ["SystemVersion", "USES", "ModelVersion"], ["SystemVersion", "USES", "SystemVersion"], ["Evaluation", "OF", "SystemVersion"], ["Evaluation", "WITH", "DatasetVersion"],
  ];
  return Array.from({ length: count }, () => kinds[Math.floor(next() * kinds.length)]!).map(([from, type, to]): Link => [pick(from), type, pick(to)]);
}

export interface Model {
  /** Each node reached with its distance. */
  readonly distances: ReadonlyMap<string, number>;
  /** `from type to` of the edges that lead from nodes that were walked from. */
  readonly edges: ReadonlySet<string>;
}

/** What lineage answers where nothing is cut, worked out link by link. */
export function modelOf(links: readonly Link[], start: string, isUpstream: boolean, stopAt: readonly string[] = []): Model {
  const distances = new Map([[start, 0]]);
  const edges = new Set<string>();
  for (const [near, distance] of distances) {
    if (near !== start && stopAt.includes(near.split(":")[0]!)) continue;
    for (const [from, type, to] of links) {
      if ((isUpstream ? from : to) !== near) continue;
      edges.add(`${from} ${type} ${to}`);
      const far = isUpstream ? to : from;
      if (!distances.has(far)) distances.set(far, distance + 1);
    }
  }
  return { distances, edges };
}

/** How many of each. */
export function counted<T>(items: Iterable<T>): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
