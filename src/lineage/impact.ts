import { grouped } from "../entity/grouped.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { labelOf } from "../reads/row.js";
import { endsOf } from "./lineage.queries.js";
import { lineage, type Asked, type Lineage } from "./lineage.js";

/** Something downstream, by its id. */
export interface Impacted {
  readonly node: string;
  /** In edges, the shortest way. */
  readonly distance: number;
}

/** What a change of something can reach, nearest first. */
export interface Impact extends Pick<Lineage, "facets" | "truncated" | "frontier" | "hidden"> {
  readonly models: readonly Impacted[];
  readonly systems: readonly Impacted[];
  readonly deployments: readonly Impacted[];
  readonly tasks: readonly Impacted[];
  readonly kpis: readonly Impacted[];
  /** Number of nodes of every kind that lineage reached, the start left out. */
  readonly counts: readonly { readonly type: string; readonly count: number }[];
}

/** Lineage downstream, and from where it ends to the tasks and their goals. */
export async function impact(graph: Graph, viewer: Viewer, asked: Omit<Asked, "way">): Promise<Impact> {
  const { nodes, edges: _edges, ...answer } = await lineage(graph, viewer, { ...asked, way: "DOWNSTREAM" });
  const kinds = grouped(nodes.filter(({ distance }) => distance > 0), ({ node }) => labelOf(node));
  const of = (label: string): readonly Impacted[] => (kinds.get(label) ?? []).map(({ node, distance }) => ({ node, distance }));
  const beforeEnds = nodes.filter(({ node }) => ["Deployment", "Evaluation", "TaskVersion"].includes(labelOf(node)));
  const rows = beforeEnds.length === 0 ? [] : await endsOf(graph, viewer, { nodes: beforeEnds.map(({ element }) => element) }, asked.asOf);
  const distances = new Map(nodes.map(({ element, distance }) => [element, distance]));
  const tasks = rows.map(({ near, task, steps }) => ({ node: task, distance: distances.get(near)! + steps }));
  const kpis = rows.flatMap(({ near, steps, kpis: own }) => own.map((node) => ({ node, distance: distances.get(near)! + steps + 1 })));
  return {
    ...answer, models: of("ModelVersion"), systems: of("SystemVersion"), deployments: of("Deployment"), tasks: nearest(tasks), kpis: nearest(kpis), counts: answer.facets.kinds,
  };
}

/** Each once, at its shortest distance. */
function nearest(found: readonly Impacted[]): readonly Impacted[] {
  const shortest = new Map<string, number>();
  for (const { node, distance } of found) shortest.set(node, Math.min(distance, shortest.get(node) ?? Infinity));
  return [...shortest].map(([node, distance]) => ({ node, distance })).sort((a, b) => a.distance - b.distance || (a.node < b.node ? -1 : 1));
}
