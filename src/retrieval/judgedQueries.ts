import { splitKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import type { Grades } from "./metrics.js";
import { longestQuery } from "./ranking.js";
import { judged } from "./retrieval.queries.js";

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

export interface JudgedQuery {
  /** Key of the item. */
  readonly item: string;
  readonly query: { readonly query: string; readonly language: string | null };
  readonly grades: Grades;
}

/**
 * The queries with what was judged for each, those that hold none apart; `task` is the key of the task that they are asked for.
 * @throws Problem NOT_FOUND where nothing is judged; BAD_INPUT where no item holds a query, one is too long, or they are more than `most`.
 */
export async function judgedQueries({ graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, { workspace, taskVersion, data, split }: JudgedQueries, most: number) {
  const rows = await judged(graph, viewer, { workspace, data, split: split ?? "" });
  if (rows.length === 0) throw new Problem("NOT_FOUND", `There is no judged query ${split === null ? "" : `of the split ${JSON.stringify(split)} `}in ${JSON.stringify(data)} that you may see; name a DatasetVersion whose items have judgements.`);
  if (rows.length > most) throw new Problem("BAD_INPUT", `${JSON.stringify(data)} has ${rows.length} judged queries; at most ${most} are taken at a time. Name a split.`);
  const read = rows.map(({ item, input, judged: grades }) => ({ item, query: queryIn(input), grades: new Map(grades.map(({ document, grade }) => [document, grade])) }));
  const queries = read.flatMap(({ query, ...rest }): JudgedQuery[] => (query ? [{ query, ...rest }] : []));
  if (queries.length === 0) throw new Problem("BAD_INPUT", `No item of ${JSON.stringify(data)} holds a query; expected an input that is a text, or has one as query or question.`);
  const long = queries.find(({ query }) => query.query.length > longestQuery);
  if (long) throw new Problem("BAD_INPUT", `The query of ${JSON.stringify(long.item)} has ${long.query.query.length} characters; expected at most ${longestQuery}.`);
  return { task: splitKey(taskVersion).head, queries, unasked: read.filter(({ query }) => query === null).map(({ item }) => item) };
}

/** An item's query: its input as text, or what that calls query or question, with its language. */
function queryIn(input: string): JudgedQuery["query"] | null {
  const value: unknown = JSON.parse(input);
  if (typeof value === "string") return value.trim() === "" ? null : { query: value, language: null };
  const { query, question, language } = (value ?? {}) as { readonly query?: unknown; readonly question?: unknown; readonly language?: unknown };
  const text = query ?? question;
  return typeof text === "string" && text.trim() !== "" ? { query: text, language: typeof language === "string" ? language : null } : null;
}
