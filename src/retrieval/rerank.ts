import { passageOf } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import type { Ranked } from "./pack.js";
import type { Reranker } from "./reranker.js";
import type { Allowed } from "./scope.js";
import { usualReranker } from "./usualReranker.js";
import { worded } from "./worded.js";

/**
 * The best chunks in the order of a reranker, the others after them. It is given what may be used of a text: where policies ask for it, without
 * personal data. @throws Problem UNAVAILABLE where there is none, or it doesn't answer.
 */
export async function reranked(query: string, ranked: readonly Ranked[], may: Pick<Allowed, "redacts">, most: number, reranker: Reranker | null = usualReranker()): Promise<readonly Ranked[]> {
  if (reranker === null) throw new Problem("UNAVAILABLE", `The search has its best ${most} chunks reranked, and there is no reranker. Set EVALGRAPH_RERANKER_URL and EVALGRAPH_RERANKER_MODEL, or rerank to 0.`);
  const best = ranked.slice(0, most);
  const scores = await reranker.scores(query, best.map((each) => passageOf({ title: each.title, text: worded(may, each) })));
  const scored = best.map((each, at) => ({ ...each, reranked: scores[at]! }));
  return [...scored.sort((a, b) => b.reranked - a.reranked || (a.key < b.key ? -1 : 1)), ...ranked.slice(most)];
}
