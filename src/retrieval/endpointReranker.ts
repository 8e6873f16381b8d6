import { z } from "zod";
import { Problem } from "../entity/problem.js";
import type { Reranker } from "./reranker.js";

export interface RerankerEndpoint {
  /** Base of the API, such as `http://localhost:8000/v1`. */
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; null for none. */
  readonly key: string | null;
  /** Longest that it may take, in ms. */
  readonly limit: number;
}

/**
 * Scores of an endpoint that speaks Cohere's protocol (`POST {url}/rerank`), as Jina, vLLM, LiteLLM and others do. It is asked once: who searches
 * waits, and what is late is of no use. What doesn't answer in time, or answers something else, is UNAVAILABLE with the setting to look at.
 */
export const endpointReranker = (endpoint: RerankerEndpoint): Reranker => ({
  id: endpoint.model,
  async scores(query, texts) {
    if (texts.length === 0) return [];
    const read = answer.safeParse(await asked(endpoint, { model: endpoint.model, query, documents: texts, top_n: texts.length }));
    if (!read.success) throw wrong(endpoint, "answers something else than results with index and relevance_score; expected the base of an API such as http://localhost:8000/v1");
    const found = new Map(read.data.results.map(({ index, relevance_score: score }) => [index, score]));
    return texts.map((_, at) => {
      const score = found.get(at);
      if (score === undefined) throw wrong(endpoint, `gives ${found.size} scores for ${texts.length} texts; ask whoever runs it`);
      return score;
    });
  },
});

const answer = z.object({ results: z.array(z.object({ index: z.int(), relevance_score: z.number() })) });

async function asked(endpoint: RerankerEndpoint, body: object): Promise<unknown> {
  const { url, key, limit } = endpoint;
  try {
    const response = await fetch(`${url.replace(/\/+$/, "")}/rerank`, {
      method: "POST", body: JSON.stringify(body), signal: AbortSignal.timeout(limit),
      headers: { "content-type": "application/json", ...(key !== null && { authorization: `Bearer ${key}` }) },
    });
    if (!response.ok) throw await refused(endpoint, response);
    return JSON.parse(await response.text()) as unknown;
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof SyntaxError) return null;
    if (error instanceof Error && error.name === "TimeoutError") throw wrong(endpoint, `doesn't answer within ${limit} ms; rerank fewer, or look at EVALGRAPH_RERANKER_LIMIT_MS`, error);
    throw wrong(endpoint, `doesn't answer (${reason(error)}); start it, or look at EVALGRAPH_RERANKER_URL`, error);
  }
}

const reason = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? cause.message || String((cause as { readonly code?: string }).code) : String(error);
};

async function refused(endpoint: RerankerEndpoint, response: Response): Promise<Problem> {
  const text = (await response.text()).replace(/\s+/g, " ").slice(0, longestQuote);
  const look = response.status === 401 || response.status === 403 ? "EVALGRAPH_RERANKER_KEY" : response.status === 404 ? "EVALGRAPH_RERANKER_URL and EVALGRAPH_RERANKER_MODEL" : "what it says";
  return wrong(endpoint, `answers ${response.status}${text === "" ? "" : ` (${text})`}; look at ${look}`);
}
const longestQuote = 300;

const wrong = ({ url }: RerankerEndpoint, what: string, cause?: unknown): Problem => new Problem("UNAVAILABLE", `The reranker ${url} ${what}.`, { cause });
