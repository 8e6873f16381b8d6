import { splitKey } from "../entity/keys.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import type { ColumnFeatures, SubjectFeatures } from "./scoreTable.js";
import { tasksOf, versionsOf } from "./transfer.queries.js";

/** Where what was read is: scopes, and the highest sensitivity among it. */
export interface Places {
  readonly scopes: ReadonlySet<string>;
  readonly sensitivity: number;
}

/** A task's column but for the metric: by id, with what chance scores by metric, in the metrics' units. */
export interface TaskFeatures extends Omit<ColumnFeatures, "metric" | "chance" | "range"> {
  readonly chances: ReadonlyMap<string, number>;
}

/** What the graph knows of tasks, by their ids; those that the viewer doesn't see are left out. One statement. */
export async function taskFeatures(graph: Graph, viewer: Viewer, tasks: readonly string[]): Promise<{ readonly features: ReadonlyMap<string, TaskFeatures>; readonly places: Places }> {
  const rows = tasks.length === 0 ? [] : await tasksOf(graph, viewer, { tasks: [...tasks] });
  const features = rows.map(({ id, kind, languages, title, summary, domains, above, related, chances }): TaskFeatures => ({
    task: id, kind, languages, domains: domains.map((domain) => domain.id), ancestors: above.map((task) => task.id), text: [title, summary ?? ""].join("\n").trim(),
    related: related.map(({ task, weight }) => ({ task, weight })), chances: new Map(chances.map((each) => [each.metric, each.chance])),
  }));
  return { features: new Map(features.map((each) => [each.task!, each])), places: placesOf(rows.flatMap(({ domains, above, related, chances }) => [...domains, ...above, ...related, ...chances])) };
}

/**
 * What the graph knows of versions of models and systems, by their ids; those that the viewer doesn't see are left out. A system has the
 * measures of the largest model in it. One statement, and one more where there are systems.
 */
export async function versionFeatures(graph: Graph, viewer: Viewer, versions: readonly string[]): Promise<{ readonly features: ReadonlyMap<string, SubjectFeatures>; readonly places: Places }> {
  const rows = versions.length === 0 ? [] : await versionsOf(graph, viewer, { versions: [...versions] });
  const known = new Map(rows.map((row) => [row.id, row]));
  const parts = [...new Set(rows.filter(({ id }) => id.startsWith("SystemVersion_")).flatMap(({ bases }) => bases.map(({ id }) => id)))].filter((id) => id.startsWith("ModelVersion_") && !known.has(id));
  const models = new Map([...known, ...(parts.length === 0 ? [] : await versionsOf(graph, viewer, { versions: parts })).map((row) => [row.id, row] as const)]);
  const features = rows.map((row): SubjectFeatures => {
    if (!row.id.startsWith("SystemVersion_")) return { ...measures(row), ...lineage(row, row.bases) };
    const used = row.bases.flatMap(({ id, steps }) => (models.has(id) && id.startsWith("ModelVersion_") ? [{ ...models.get(id)!, steps }] : []));
    const largest = [...used].sort((a, b) => (b.parameterCount ?? 0) - (a.parameterCount ?? 0))[0] ?? row;
    return { ...measures(largest), ...lineage(row, [...row.bases, ...used.flatMap(({ bases, steps }) => bases.map((base) => ({ ...base, steps: base.steps + steps })))]) };
  });
  return { features: new Map(features.map((each) => [each.id!, each])), places: placesOf([...rows, ...models.values()].flatMap((row) => [row, ...row.bases])) };
}

type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number];

function measures({ organization, parameterCount, releasedAt, contextTokens, access, attributes }: VersionRow) {
  const dimensions: unknown = (JSON.parse(attributes ?? "{}") as Readonly<Record<string, unknown>> | null)?.["embeddingDimensions"];
  return { organization, parameterCount, releasedAt, contextTokens, access, embeddingDimensions: typeof dimensions === "number" ? dimensions : null };
}

function lineage({ id, key, head, ordinal }: VersionRow, bases: VersionRow["bases"]) {
  const nearest = new Map([...bases].sort((a, b) => b.steps - a.steps).map((base) => [base.id, base]));
  const ordered = [...nearest.values()].sort((a, b) => a.steps - b.steps || (a.id < b.id ? -1 : 1));
  return { id, head, ordinal, names: [...new Set([key, ...ordered.map((base) => base.key)].map((each) => splitKey(each).head))], bases: ordered.map(({ id: base, steps }) => ({ id: base, steps })) };
}

const placesOf = (all: readonly { readonly scope: string; readonly sensitivity: number }[]): Places =>
  ({ scopes: new Set(all.map(({ scope }) => scope)), sensitivity: all.reduce((most, { sensitivity }) => Math.max(most, sensitivity), 0) });
