import type { Embedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import { random } from "../entity/random.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { foldsOf } from "../statistics/folds.js";
import { mean } from "../statistics/summary.js";
import { calibratedFloor, floorRates, type FloorRates, type JudgedCosines } from "./floor.js";
import { judgedQueries, type JudgedQueries, type JudgedQuery } from "./judgedQueries.js";
import { usualMeasures, type Grades } from "./metrics.js";
import { documentsOf, judgedDepth, searchedFor, type Searched } from "./ranking.js";
import { inCorpora, type RetrievalSettings, type Tuned } from "./settings.js";

export interface TuningPlan {
  /** What the search has now. */
  readonly settings: RetrievalSettings;
  /** Weights to choose from, 0 to 1. */
  readonly alphas: readonly number[];
  /** Share of the nearest relevant chunks that the floor is to let through, over 0 and at most 1. */
  readonly keep: number;
  /** Told of each step by its name. */
  readonly progress?: ((what: string) => (done: number, total: number) => void) | undefined;
}

/** A weight and a floor that were chosen, and what is to be expected of them on other queries. */
export interface Tuning extends Tuned {
  /** For each weight the mean of the first usual measure over all queries, and how many folds chose it. */
  readonly tried: readonly { readonly alpha: number; readonly value: number; readonly folds: number }[];
  /** The measure for each query, with what was chosen on the queries of the other folds. */
  readonly values: readonly number[];
  /** The same with the settings as they were. */
  readonly before: readonly number[];
  /** What floors do to queries that they weren't chosen on, and what the floor as it was does. */
  readonly rates: FloorRates;
  readonly floorBefore: number;
  readonly ratesBefore: FloorRates;
  readonly unasked: readonly string[];
}

const folds = 5;
/** Two a fold. A share of .98 takes 50 to be told from 1. */
const leastQueries = 10;
/** The candidates of all are held: some 200 texts a query. */
const mostQueries = 500;
/** The same queries have the same folds. */
const drawing = 1;

/**
 * Chooses the weight of the full-text channel and the floor on judged queries (Bruch, Gai, Ingber 2022, arXiv 2210.11934). Candidates are
 * looked for once a query; the words of feedback follow from the first ranking, so that its search is made for each weight. A reranker is
 * left out. What is reported is cross-validated: each query is scored with what the queries of the other folds chose.
 * @throws Problem as `judgedQueries`, and BAD_INPUT for too few queries.
 */
export async function tune(at: { readonly graph: Graph; readonly viewer: Viewer }, asked: JudgedQueries, embedder: Embedder, { settings: configured, alphas, keep, progress }: TuningPlan): Promise<Tuning> {
  const settings = inCorpora(configured, asked.corpora);
  const { task, queries, unasked } = await judgedQueries(at, asked, mostQueries);
  if (queries.length < leastQueries) throw new Problem("BAD_INPUT", `${JSON.stringify(asked.data)} has ${queries.length} judged queries; expected at least ${leastQueries}, to choose on some and score on others. Judge more of them.`);
  const searches = await searchesFor(queries);
  const cosines = queries.map(({ grades }, query) => cosinesOf(searches[query]!, grades));
  const all = queries.map((_, query) => query);
  const foldOf = foldsOf(queries.length, folds, random(drawing));
  const outside = Array.from({ length: folds }, (_, fold) => all.filter((query) => foldOf[query] !== fold));
  const floorOn = (some: readonly number[]) => calibratedFloor(some.map((query) => cosines[query]!), keep) ?? settings.floor;
  const [floor, floors] = [floorOn(all), outside.map(floorOn)];
  const measured = await measuredFor([...new Set([floor, ...floors])]);
  const chosen = outside.map((some, fold) => best(measured.get(floors[fold]!)!, some));
  const values = measured.get(floor)!;
  const last = best(values, all);
  return {
    alpha: alphas[last]!, floor, unasked,
    tried: alphas.map((alpha, place) => ({ alpha, value: mean(values[place]!), folds: chosen.filter((each) => each === place).length })),
    values: all.map((query) => measured.get(floors[foldOf[query]!]!)![chosen[foldOf[query]!]!]![query]!),
    before: await valuesWith(settings),
    rates: floorRates(cosines, (query) => floors[foldOf[query]!]!),
    floorBefore: settings.floor,
    ratesBefore: floorRates(cosines, () => settings.floor),
  };

  async function searchesFor(some: readonly JudgedQuery[]): Promise<readonly Searched[]> {
    const found: Searched[] = [];
    const told = progress?.("queries");
    const asOf = new Date().toISOString();
    for (const { query } of some) {
      found.push(await searchedFor(at, { workspace: asked.workspace, task, ...query, asOf, corpora: asked.corpora }, embedder, settings));
      told?.(found.length, some.length);
    }
    return found;
  }

  /** For each floor, which decides what feedback learns from, and each weight: the values of all queries. */
  async function measuredFor(some: readonly number[]): Promise<ReadonlyMap<number, readonly (readonly number[])[]>> {
    const found = new Map<number, (readonly number[])[]>(some.map((each) => [each, []]));
    const told = progress?.("rankings");
    let done = 0;
    for (const alpha of alphas)
      for (const each of some) {
        found.get(each)!.push(await valuesWith({ ...settings, alpha, floor: each }));
        told?.(done += 1, alphas.length * some.length);
      }
    return found;
  }

  async function valuesWith(own: RetrievalSettings): Promise<readonly number[]> {
    const found: number[] = [];
    for (const [query, { grades }] of queries.entries()) {
      const documents = documentsOf(await searches[query]!.ranked(own), own, judgedDepth);
      found.push(usualMeasures[0]!.of(documents.map(({ document }) => document), grades));
    }
    return found;
  }

  /** The place of the weight that does best on some queries; of equal ones the nearest to what it was. */
  function best(measures: readonly (readonly number[])[], on: readonly number[]): number {
    const means = measures.map((each) => mean(on.map((query) => each[query]!)));
    const change = (place: number) => Math.abs(alphas[place]! - settings.alpha);
    return alphas.map((_, place) => place).reduce((one, other) => (means[other]! > means[one]! || (means[other] === means[one] && change(other) < change(one)) ? other : one));
  }
}

function cosinesOf({ found }: Searched, grades: Grades): JudgedCosines {
  const nearest = (isRelevant: boolean) => {
    const own = found.flatMap(({ documentKey, dense }) => ((grades.get(documentKey) ?? 0) > 0 === isRelevant ? (dense ?? []) : []));
    return own.length === 0 ? null : Math.max(...own);
  };
  return { relevant: nearest(true), other: nearest(false) };
}
