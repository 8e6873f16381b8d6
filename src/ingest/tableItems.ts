import { digestOf } from "../entity/digest.js";
import { languageTag } from "../entity/languageTag.js";
import type { Item } from "../writes/draft.js";
import type { FileProblem } from "./sourceFiles.js";
import type { Row, Table, TableModel, TableResult, TableTask } from "./tableRows.js";

/** An item, and where in the table it comes from. */
export type Placed = Row<Item>;

/** The metric family of scores that are shares or the like, greater being better: predictions across tasks join them. */
export const proportions = "proportion";

export const modelVersionKey = (model: string): string => `${model}@1`;
/** The metric is part of the version, so that another main score is another version and never mixed with it. */
export const taskVersionKey = ({ name, mainScore }: Pick<TableTask, "name" | "mainScore">): string => `${name}@${metricOf(mainScore)}`;

/** The greatest score that a table can hold: 1, or 100 where any is over 1. */
export const unitOf = (results: readonly Row<TableResult>[]): 1 | 100 => (results.some(({ row }) => Math.abs(row.score) > 1) ? 100 : 1);

/** What stands in a table besides its scores: models and what they were adapted from, metrics, domains, and tasks under one for each type. */
export function describedItems({ models, tasks }: Table, unit: number, problems: FileProblem[]): readonly Placed[] {
  const named = new Set(models.map(({ row }) => row.name));
  const bases = models.filter(({ row }) => row.adaptedFrom !== null && !named.has(row.adaptedFrom)).map(({ row, place }) => ({ row: row.adaptedFrom!, place }));
  const known = new Set(tasks.map(({ row }) => row.name));
  const kinds = tasks.filter(({ row }) => row.type !== null && !known.has(keyed(row.type))).map(({ row, place }) => ({ row: row.type!, place }));
  const cleaned = tasks.map(({ row, place }) => ({ row: { ...row, ...labels(row, place, problems) }, place }));
  return [
    ...first(bases).flatMap(({ row, place }) => placed(place, baseItems(row))),
    ...models.flatMap(({ row, place }) => placed(place, modelItems(row))),
    ...first(tasks.map(({ row, place }) => ({ row: metricOf(row.mainScore), place }))).flatMap(({ row, place }) => placed(place, [metricItem(row, unit)])),
    ...first(cleaned.flatMap(({ row, place }) => row.domains.map((domain) => ({ row: domain, place })))).flatMap(({ row, place }) => placed(place, [{ type: "Domain", key: keyed(row), title: row }])),
    ...first(kinds).flatMap(({ row, place }) => placed(place, [{ type: "Task", key: keyed(row), title: spaced(row), kind: keyed(row) }])),
    ...cleaned.flatMap(({ row, place }) => placed(place, taskItems(row))),
  ];
}

/** When a score was published isn't in a table: that its model was is the best that is known, and the same whenever the table is read. */
const unknownDay = "1970-01-01T00:00:00.000Z";

/** One evaluation a score; `at` (ISO 8601) unless given the day that its model was released. */
export function scoreItems({ models, tasks, results }: Table, at: string | undefined): readonly Placed[] {
  const released = new Map(models.map(({ row }) => [row.name, row.releasedAt]));
  const metrics = new Map(tasks.map(({ row }) => [row.name, row.mainScore]));
  return results.map(({ row: { model, task, score }, place }) => ({
    place,
    row: {
      type: "Evaluation", subject: { type: "ModelVersion", key: modelVersionKey(model) }, taskVersion: taskVersionKey({ name: task, mainScore: metrics.get(task) ?? null }),
      mode: "OFFLINE", at: at ?? released.get(model) ?? unknownDay, origin: "PUBLISHED", scores: [{ metric: metricOf(metrics.get(task) ?? null), value: score }],
    },
  }));
}

const baseItems = (name: string): readonly Item[] => [
  { type: "Model", key: name, title: name, ...(/^[^/]+\/[^/]+$/.test(name) && { organization: name.split("/")[0]! }) }, { type: "ModelVersion", key: modelVersionKey(name) },
];

function modelItems({ name, organisation, releasedAt, parameters, embeddingDimensions, maxTokens, adaptedFrom, openWeights }: TableModel): readonly Item[] {
  return [
    { type: "Model", key: name, title: name, ...(organisation && { organization: organisation }) },
    {
      type: "ModelVersion", key: modelVersionKey(name), ...(parameters && { parameterCount: parameters }), ...(releasedAt && { releasedAt }), ...(maxTokens && { contextTokens: maxTokens }),
      ...(openWeights !== null && { access: openWeights ? "WEIGHTS" : "API" }), ...(embeddingDimensions && { attributes: { embeddingDimensions } }),
      ...(adaptedFrom && adaptedFrom !== name && { derivedFrom: [{ key: modelVersionKey(adaptedFrom), relation: "FINETUNE" }] }),
    },
  ];
}

function taskItems({ name, type, description, domains, languages, subtypes, mainScore }: TableTask): readonly Item[] {
  const parent = type === null || keyed(type) === name ? null : keyed(type);
  const protocol = { source: "table", score: metricOf(mainScore) };
  return [
    {
      type: "Task", key: name, title: name, ...(description && { summary: description }), ...(type && { kind: keyed(type) }), ...(languages.length > 0 && { languages }),
      ...(domains.length > 0 && { domains: domains.map((domain) => keyed(domain)) }), ...(parent && { parent }), ...(subtypes.length > 0 && { attributes: { subtypes } }),
    },
    { type: "TaskVersion", key: taskVersionKey({ name, mainScore }), protocol, protocolDigest: digestOf(protocol), metrics: [{ key: metricOf(mainScore), primary: true }] },
  ];
}

const metricOf = (mainScore: string | null): string => mainScore ?? "main_score";

/** Correlations, and differences of two rates, can be. */
export const canBeNegative = (metric: string): boolean => /spearman|pearson|kendall|mcc|p-mrr/i.test(metric);
const metricItem = (key: string, unit: number): Item =>
  ({ type: "Metric", key, title: spaced(key), family: proportions, better: "HIGHER", min: canBeNegative(key) ? -unit : 0, max: unit, ...(unit === 100 && { unit: "points" }) });

/** Languages as BCP 47 tags and domains that are words; what is neither is told and left out. */
function labels({ languages, domains }: TableTask, place: string, problems: FileProblem[]): Pick<TableTask, "languages" | "domains"> {
  const tags = languages.map((given) => ({ given, tag: languageTag(given) }));
  const wrong = { language: tags.filter(({ tag }) => tag === null).map(({ given }) => given), domain: domains.filter((domain) => keyed(domain).length < 2) };
  for (const [what, all] of Object.entries(wrong))
    if (all.length > 0) problems.push({ file: place, reason: `${all.map((each) => JSON.stringify(each)).join(", ")} ${all.length > 1 ? "are" : "is"} no ${what} and left out.` });
  return { languages: [...new Set(tags.flatMap(({ tag }) => tag ?? []))].sort(), domains: [...new Set(domains)].filter((domain) => keyed(domain).length >= 2) };
}

/** `PairClassification` is `pair-classification`, `Non-fiction` `non-fiction`. */
const keyed = (name: string): string => spaced(name).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
const spaced = (name: string): string => name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replaceAll("_", " ");

const placed = (place: string, items: readonly Item[]): readonly Placed[] => items.map((row) => ({ row, place }));
const first = (rows: readonly Row<string>[]): readonly Row<string>[] => [...new Map([...rows].reverse().map((each) => [each.row, each])).values()].reverse();
