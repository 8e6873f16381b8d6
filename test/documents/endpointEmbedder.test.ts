import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { endpointEmbedder, type Endpoint } from "../../src/documents/endpointEmbedder.js";

interface Request {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly model: string; readonly input: readonly string[] };
}
type Answer = (request: Request, response: ServerResponse, number: number) => void;

const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach((server) => server.close()));

/** An endpoint that speaks OpenAI's protocol: how long a text is and how many e's it has is its vector, given in the reverse order. */
async function served(answer: Answer = embeddings): Promise<{ readonly url: string; readonly requests: readonly Request[] }> {
  const requests: Request[] = [];
  const server = createServer((incoming: IncomingMessage, response) => void text(incoming).then((body) => {
    const request = { path: incoming.url, authorization: incoming.headers.authorization, body: JSON.parse(body) as Request["body"] };
    requests.push(request);
    answer(request, response, requests.length);
  }));
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}
const vectorOf = (input: string): readonly number[] => [input.length, input.split("e").length - 1, 1];
const embeddings: Answer = ({ body: { input, model } }, response) =>
  response.end(JSON.stringify({ object: "list", model, data: input.map((each, index) => ({ object: "embedding", index, embedding: vectorOf(each) })).reverse() }));
const failing = (status: number, body: string, times = Infinity): Answer => (request, response, number) => {
  if (number > times) return embeddings(request, response, number);
  response.writeHead(status, { "retry-after": "0" }).end(body);
};

const settings = (url: string, more: Partial<Endpoint> = {}): Endpoint => ({ url, model: "small", key: "secret-key", dimensions: 3, queryPrefix: "query: ", passagePrefix: "passage: ", ...more });
const patience = { attempts: 3, pause: 1, limit: 5_000 };
const unit = (input: string) => vectorOf(input).map((value) => expect.closeTo(value / Math.hypot(...vectorOf(input)), 5) as number);

test("texts go in batches, behind their prefix, and their vectors come back in order, at length 1", async () => {
  const { url, requests } = await served();
  const embedder = endpointEmbedder(settings(`${url}/`), patience);
  const texts = Array.from({ length: 150 }, (_, at) => `${"e".repeat(at % 7)}${"x".repeat(at)}`);
  const vectors = await embedder.passages(texts);
  expect(vectors.map((vector) => [...vector])).toEqual(texts.map((each) => unit(`passage: ${each}`)));
  expect(requests.map(({ body }) => body.input.length).sort()).toEqual([22, 64, 64]);
  expect(requests[0]).toMatchObject({ path: "/v1/embeddings", authorization: "Bearer secret-key", body: { model: "small" } });
  expect([...(await embedder.query("here"))]).toEqual(unit("query: here"));
  expect(await embedder.passages([])).toEqual([]);
});

test("long texts go in batches by their length", async () => {
  const { url, requests } = await served();
  await endpointEmbedder(settings(url), patience).passages(Array.from({ length: 5 }, () => "x".repeat(40_000)));
  expect(requests.map(({ body }) => body.input.length).sort()).toEqual([1, 2, 2]);
});

test("what decides about vectors decides about the digest; where the endpoint is, and its key, don't", () => {
  const digest = (more: Partial<Endpoint>) => endpointEmbedder(settings("http://localhost:1/v1", more)).digest;
  expect(digest({ url: "https://elsewhere.example/v1", key: null })).toBe(digest({}));
  for (const more of [{ model: "large" }, { dimensions: 4 }, { queryPrefix: "" }, { passagePrefix: "" }]) expect(digest(more)).not.toBe(digest({}));
});

test.each([429, 500, 503])("an endpoint that answers %i is asked again", async (status) => {
  const { url, requests } = await served(failing(status, "busy", 2));
  expect([...(await endpointEmbedder(settings(url), patience).query("here"))]).toEqual(unit("query: here"));
  expect(requests).toHaveLength(3);
});

const refusals: readonly (readonly [string, Answer, string, number])[] = [
  ["is still busy", failing(429, "slow down"), "answers 429 (slow down); look at what it says.", 3],
  ["doesn't know the key", failing(401, `{"error":{"message":"bad key"}}`), `answers 401 ({"error":{"message":"bad key"}}); look at EVALGRAPH_EMBEDDER_KEY.`, 1],
  ["doesn't know the model", failing(404, "no such model"), "answers 404 (no such model); look at EVALGRAPH_EMBEDDER_URL and EVALGRAPH_EMBEDDER_MODEL.", 1],
  ["is something else", (_, response) => void response.end("<html>"), "answers something else than embeddings; expected the base of an OpenAI-compatible API", 1],
  ["gives too few", (_, response) => void response.end(`{"data":[]}`), "gives 0 vectors for 1 texts", 1],
  ["has another length", (_, response) => void response.end(`{"data":[{"index":0,"embedding":[1,2]}]}`), "gives vectors of length 2 for the model small; set EVALGRAPH_EMBEDDER_DIMENSIONS=2", 1],
  ["gives zeros", (_, response) => void response.end(`{"data":[{"index":0,"embedding":[0,0,0]}]}`), "gives a vector for the model small that has no direction", 1],
];
test.each(refusals)("an endpoint that %s is told in a sentence, without the key", async (_, answer, sentence, times) => {
  const { url, requests } = await served(answer);
  const error = await endpointEmbedder(settings(url), patience).query("here").catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining(`The embedding endpoint ${url} ${sentence}`) as string });
  expect((error as Error).message).not.toContain("secret-key");
  expect(requests).toHaveLength(times);
});

test("nothing that answers is told with the setting to look at", async () => {
  await expect(endpointEmbedder(settings("http://127.0.0.1:9/v1"), patience).query("here")).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("look at EVALGRAPH_EMBEDDER_URL") as string });
});
