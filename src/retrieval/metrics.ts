/** Grades of a query's judged documents by their ids: whole numbers, 0 and less for not relevant. What isn't in it is not relevant. */
export type Grades = ReadonlyMap<string, number>;

/** A measure of one ranking, 0 to 1. `at` is the depth that it looks to; the whole ranking without. */
export interface Measure {
  /** As ir_measures writes it, such as `nDCG@10`. */
  readonly name: string;
  /** Key of its mean over queries as a metric, such as `ndcg@10`. */
  readonly key: string;
  readonly of: (ranking: readonly string[], grades: Grades) => number;
}

/**
 * Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002, with the discount log2(1 + rank) of trec_eval's `ndcg_cut`): the
 * grade is the gain. 0 where nothing is relevant.
 */
export const ndcg = (at: number): Measure => ({
  name: `nDCG@${at}`,
  key: `ndcg@${at}`,
  of: (ranking, grades) => {
    const ideal = dcg([...grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a).slice(0, at));
    return ideal === 0 ? 0 : dcg(ranking.slice(0, at).map((id) => Math.max(0, grades.get(id) ?? 0))) / ideal;
  },
});
const dcg = (gains: readonly number[]): number => gains.reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0);

/** Share of the relevant documents that are found by then; 0 where none is relevant. */
export const recall = (at: number): Measure => ({ name: `R@${at}`, key: `recall@${at}`, of: (ranking, grades) => share(found(ranking.slice(0, at), grades), relevant(grades)) });

/** Share of the places up to there that hold a relevant document; empty places hold none. */
export const precision = (at: number): Measure => ({ name: `P@${at}`, key: `precision@${at}`, of: (ranking, grades) => found(ranking.slice(0, at), grades) / at });

/** One over the rank of the first relevant document; 0 where none is found. Its mean over queries is the MRR. */
export const reciprocalRank: Measure = {
  name: "RR",
  key: "mrr",
  of: (ranking, grades) => {
    const first = ranking.findIndex((id) => isRelevant(grades, id));
    return first < 0 ? 0 : 1 / (first + 1);
  },
};

/** Mean precision at the ranks of the relevant documents, those that aren't found with 0. Its mean over queries is the MAP. */
export const averagePrecision: Measure = {
  name: "AP",
  key: "map",
  of: (ranking, grades) => {
    let [hits, sum] = [0, 0];
    ranking.forEach((id, place) => {
      if (isRelevant(grades, id)) sum += (hits += 1) / (place + 1);
    });
    return share(sum, relevant(grades));
  },
};

/** What a retrieval configuration is told by; the first decides. */
export const usualMeasures: readonly Measure[] = [ndcg(10), recall(10), recall(100), precision(5), reciprocalRank, averagePrecision];

const isRelevant = (grades: Grades, id: string): boolean => (grades.get(id) ?? 0) > 0;
const relevant = (grades: Grades): number => [...grades.values()].filter((grade) => grade > 0).length;
const found = (ids: readonly string[], grades: Grades): number => ids.filter((id) => isRelevant(grades, id)).length;
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
