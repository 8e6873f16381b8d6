import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { Problem } from "../entity/problem.js";
import { gate } from "../graph/gate.js";
import type { AnswerOptions, Chat, Message } from "./chat.js";
import { isBusy, pauseAfter, post, refusal, unreachable, type Endpoint } from "./endpoint.js";

export interface ChatEndpoint extends Endpoint {
  /** Name of the model. */
  readonly name: string;
  /** Longest that an answer may take with all attempts, in ms, once its turn has come. */
  readonly limit: number;
}

/** Pause after the first attempt, in ms. */
const usualPause = 500;

/** Calls of this process under way at once: what one hosted model takes without refusing. Others wait as long as it takes. */
export const atOnce = 4;
const turns = gate({ atOnce, waiting: Infinity, patience: 2 ** 31 - 1 });

/** A model behind an endpoint that speaks OpenAI's protocol (`POST {url}/chat/completions`). Busy and failing servers are asked again as long as the limit lasts; nothing else is. */
export const chatEndpoint = (endpoint: ChatEndpoint, pause = usualPause): Chat => ({
  model: endpoint.name,
  answer: (messages, options = {}) => turns.pass(() => answered(endpoint, messages, options, pause)),
});

const shape = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }), finish_reason: z.string().nullish() })).min(1) });

async function answered(endpoint: ChatEndpoint, messages: readonly Message[], { maxTokens, seed = 0 }: AnswerOptions, pause: number): Promise<string> {
  const body = { model: endpoint.name, messages, temperature: 0, seed, stream: false, ...(maxTokens !== undefined && { max_tokens: maxTokens }) };
  const { data } = shape.safeParse(await asked(endpoint, body, pause));
  if (!data) throw wrong(endpoint, "answers something else than a chat completion; expected the base of an OpenAI-compatible API, such as http://localhost:11434/v1");
  const { message: { content }, finish_reason: end } = data.choices[0]!;
  if (content == null || content.trim() === "") throw wrong(endpoint, `gives no text${end ? ` (it ended for ${JSON.stringify(end)})` : ""}; ask something else, or allow it more tokens`, { code: "BAD_INPUT" });
  return content;
}

async function asked(endpoint: ChatEndpoint, body: object, pause: number): Promise<unknown> {
  const end = Date.now() + endpoint.limit;
  const signal = AbortSignal.timeout(endpoint.limit);
  for (let attempt = 1; ; attempt++) {
    const response = await post(endpoint, "chat/completions", body, signal);
    if (response instanceof Error) throw signal.aborted ? late(endpoint) : wrong(endpoint, `doesn't answer (${unreachable(response)}); start it, or look at EVALGRAPH_MODEL_URL`, { cause: response });
    if (response.ok) return response.json().catch(() => { if (signal.aborted) throw late(endpoint); });
    const rest = pauseAfter(attempt, response, pause);
    if (!isBusy(response) || Date.now() + rest >= end) throw await refused(endpoint, response, attempt);
    await response.body?.cancel();
    await setTimeout(rest);
  }
}

/** Statuses that are about the request: too long, or with something in it that this model doesn't take. */
const ofRequest: ReadonlySet<number> = new Set([400, 413, 422]);
const settingOf: Readonly<Record<number, string>> = { 401: "EVALGRAPH_MODEL_KEY", 403: "EVALGRAPH_MODEL_KEY", 404: "EVALGRAPH_MODEL_URL and EVALGRAPH_MODEL_NAME" };

async function refused(endpoint: ChatEndpoint, response: Response, attempts: number): Promise<Problem> {
  const times = attempts === 1 ? "" : `, asked ${attempts} times within ${endpoint.limit} ms`;
  return wrong(endpoint, `answers ${await refusal(response)}${times}; look at ${settingOf[response.status] ?? "what it says"}`, ofRequest.has(response.status) ? { code: "BAD_INPUT" } : {});
}

const late = (endpoint: ChatEndpoint): Problem => wrong(endpoint, `has not answered within ${endpoint.limit} ms; ask it for less, or raise EVALGRAPH_MODEL_LIMIT_MS`);

const wrong = ({ url, name }: ChatEndpoint, what: string, { code = "UNAVAILABLE", cause }: { readonly code?: "BAD_INPUT" | "UNAVAILABLE"; readonly cause?: unknown } = {}): Problem =>
  new Problem(code, `The model ${JSON.stringify(name)} at ${url} ${what}.`, { cause });
