import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { digestOf } from "../entity/digest.js";
import { Problem } from "../entity/problem.js";
import { isBusy, pauseAfter, post, refusal, unreachable, workThrough, type Endpoint as ServedAt } from "../models/offers.js";
import { normalised, type Embedder } from "./embedder.js";

export interface Endpoint extends ServedAt {
  readonly model: string;
  /** Length of the model's vectors. */
  readonly dimensions: number;
  /** What the model was trained to see before queries and before passages. */
  readonly queryPrefix: string;
  readonly passagePrefix: string;
}

export interface EndpointPatience {
  /** How often a request is sent at most, with growing pauses between, in ms the first. */
  readonly attempts: number;
  readonly pause: number;
  /** Longest that one may take, in ms. */
  readonly limit: number;
}
const usual: EndpointPatience = { attempts: 5, pause: 500, limit: 60_000 };

/** Texts of one request, and their characters: well below what servers take. */
const mostTexts = 64;
const mostCharacters = 100_000;
/** Requests under way at once. */
const atOnce = 2;

/**
 * Embeddings of an endpoint that speaks OpenAI's protocol (`POST {url}/embeddings`), as vLLM, TEI, Ollama and others do. Busy and failing servers are asked again; what doesn't
 * answer, or answers something else, is UNAVAILABLE with the setting to look at.
 */
export function endpointEmbedder(endpoint: Endpoint, patience: EndpointPatience = usual): Embedder {
  const { model, dimensions, queryPrefix, passagePrefix } = endpoint;
  return {
    id: model,
    dimensions,
    digest: digestOf({ model, dimensions, queryPrefix, passagePrefix }),
    query: async (text) => (await vectors(endpoint, [queryPrefix + text], patience))[0]!,
    passages: async (texts) => (await workThrough(batches(texts.map((text) => passagePrefix + text)), atOnce, (each) => vectors(endpoint, each, patience))).flat(),
  };
}

function batches(texts: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [];
  let size = Infinity;
  for (const text of texts) {
    size += text.length;
    if (size > mostCharacters || all.at(-1)!.length >= mostTexts) {
      all.push([]);
      size = text.length;
    }
    all.at(-1)!.push(text);
  }
  return all;
}

const answer = z.object({ data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })) });

async function vectors(endpoint: Endpoint, input: readonly string[], patience: EndpointPatience): Promise<readonly Float32Array[]> {
  const { model, dimensions } = endpoint;
  const read = answer.safeParse(await asked(endpoint, { model, input, encoding_format: "float" }, patience));
  if (!read.success) throw wrong(endpoint, "answers something else than embeddings; expected the base of an OpenAI-compatible API, such as http://localhost:11434/v1");
  const found = new Map(read.data.data.map(({ index, embedding }) => [index, embedding]));
  return input.map((_, at) => {
    const vector = found.get(at);
    if (!vector) throw wrong(endpoint, `gives ${found.size} vectors for ${input.length} texts; ask whoever runs it`);
    if (vector.length !== dimensions) throw wrong(endpoint, `gives vectors of length ${vector.length} for the model ${model}; set EVALGRAPH_EMBEDDER_DIMENSIONS=${vector.length}, and run evalgraph reembed if there are others already`);
    const unit = normalised(Float32Array.from(vector));
    if (!unit.every(Number.isFinite)) throw wrong(endpoint, `gives a vector for the model ${model} that has no direction; ask whoever runs it`);
    return unit;
  });
}

/** Asks until there is an answer that isn't for want of time. */
async function asked(endpoint: Endpoint, body: object, { attempts, pause, limit }: EndpointPatience): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const response = await post(endpoint, "embeddings", body, AbortSignal.timeout(limit));
    if (!(response instanceof Error) && response.ok) return response.json().catch(() => null);
    const again = response instanceof Error || isBusy(response);
    if (!again || attempt >= attempts) throw response instanceof Error ? wrong(endpoint, `doesn't answer (${unreachable(response)}); start it, or look at EVALGRAPH_EMBEDDER_URL`, response) : await refused(endpoint, response);
    await setTimeout(pauseAfter(attempt, response, pause));
  }
}

async function refused(endpoint: Endpoint, response: Response): Promise<Problem> {
  const look = response.status === 401 || response.status === 403 ? "EVALGRAPH_EMBEDDER_KEY" : response.status === 404 ? "EVALGRAPH_EMBEDDER_URL and EVALGRAPH_EMBEDDER_MODEL" : "what it says";
  return wrong(endpoint, `answers ${await refusal(response)}; look at ${look}`);
}

const wrong = ({ url }: Endpoint, what: string, cause?: unknown): Problem => new Problem("UNAVAILABLE", `The embedding endpoint ${url} ${what}.`, { cause });
