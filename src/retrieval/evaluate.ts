import type { Embedder } from "../documents/offers.js";
import { splitKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { usualMeasures } from "./metrics.js";
import { documentsOf, noFilters, ranking } from "./ranking.js";
import { judged } from "./retrieval.queries.js";
import type { RetrievalSettings } from "./settings.js";

/** Judged queries, and what they are asked for and within. */
export interface JudgedQueries {
  readonly workspace: string;
  /** Key of the task version; its task's policies decide what may be used. */
  readonly taskVersion: string;
  /** Key of the dataset version whose items are the queries, and its split; null for all. */
  readonly data: string;
  readonly split: string | null;
  /** Keys of the corpora that are searched; all unless any is given. */
  readonly corpora: readonly string[];
}

/** Values query by query, for several measures. */
export interface MeasuredQueries {
  /** Keys of the items, in the order of all values. */
  readonly items: readonly string[];
  /** One for each of `usualMeasures`, in their order. */
  readonly values: readonly (readonly number[])[];
  /** Items that hold no query. */
  readonly unasked: readonly string[];
}

/** Documents that are looked at, as deep as the deepest measure. */
const depth = 100;
/** Most queries of one evaluation: some seconds a hundred. */
const mostQueries = 2_000;

/** Retrieves for judged queries as `retrieveContext` does, with the documents of the best chunks ranked, and measures each ranking. */
export async function measureQueries(at: { readonly graph: Graph; readonly viewer: Viewer }, asked: JudgedQueries, embedder: Embedder, settings: RetrievalSettings): Promise<MeasuredQueries> {
  const { workspace, data, split, corpora } = asked;
  const task = splitKey(asked.taskVersion).head;
  const rows = await judged(at.graph, at.viewer, { workspace, data, split: split ?? "" });
  if (rows.length === 0) throw new Problem("NOT_FOUND", `There is no judged query ${split === null ? "" : `of the split ${JSON.stringify(split)} `}in ${JSON.stringify(data)} that you may see; name a DatasetVersion whose items have judgements.`);
  if (rows.length > mostQueries) throw new Problem("BAD_INPUT", `${JSON.stringify(data)} has ${rows.length} judged queries; at most ${mostQueries} are measured at a time. Name a split.`);
  const asOf = new Date().toISOString();
  const [items, unasked, values] = [[] as string[], [] as string[], usualMeasures.map((): number[] => [])];
  for (const { item, input, judged: judgements } of rows) {
    const query = queryIn(input);
    if (query === null) {
      unasked.push(item);
      continue;
    }
    const { ranked, may } = await ranking(at, { workspace, task, ...query, purpose: null, asOf, filters: { ...noFilters, corpora }, actions: ["RETRIEVE"] }, embedder, settings);
    if (may.prohibitedBy) throw new Problem("FORBIDDEN", `Policies keep the task ${JSON.stringify(task)} from documents; ask for its effectivePolicies.`);
    const found = documentsOf(ranked, depth).map(({ document }) => document);
    const grades = new Map(judgements.map(({ document, grade }) => [document, grade]));
    items.push(item);
    usualMeasures.forEach(({ of }, measure) => values[measure]!.push(of(found, grades)));
  }
  if (items.length === 0) throw new Problem("BAD_INPUT", `No item of ${JSON.stringify(data)} holds a query; expected an input that is a text, or has one as query or question.`);
  return { items, values, unasked };
}

/** An item's query: its input as text, or what that calls query or question, with its language. */
function queryIn(input: string): { readonly query: string; readonly language: string | null } | null {
  const value: unknown = JSON.parse(input);
  if (typeof value === "string") return value.trim() === "" ? null : { query: value, language: null };
  const { query, question, language } = (value ?? {}) as { readonly query?: unknown; readonly question?: unknown; readonly language?: unknown };
  const text = query ?? question;
  return typeof text === "string" && text.trim() !== "" ? { query: text, language: typeof language === "string" ? language : null } : null;
}
