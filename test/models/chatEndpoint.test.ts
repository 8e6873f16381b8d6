import { expect, test } from "vitest";
import { modelAnswers } from "../../src/commands/doctor.js";
import { chatEndpoint, type ChatEndpoint } from "../../src/models/offers.js";
import { chatServer, saying, type Reply } from "../support/chat.js";

const echo = saying((messages) => messages.map(({ role, content }) => `${role}: ${content}`).join("\n"));
const failing = (status: number, body: string, times = Infinity): Reply => (request, response, number) => {
  if (number > times) return echo(request, response, number);
  response.writeHead(status, { "retry-after": "0" }).end(body);
};
const settings = (url: string, more: Partial<ChatEndpoint> = {}): ChatEndpoint => ({ url, name: "small", key: "secret-key", limit: 5_000, ...more });
const question = [{ role: "user", content: "Where?" }] as const;

test("a chat is sent with its model, key, temperature 0 and a seed, and its answer comes back", async () => {
  const { url, requests } = await chatServer(echo);
  const chat = chatEndpoint(settings(`${url}/`));
  expect(chat.model).toBe("small");
  expect(await chat.answer([{ role: "system", content: "Be short." }, ...question])).toBe("system: Be short.\nuser: Where?");
  await chat.answer(question, { maxTokens: 7, seed: 3 });
  expect(requests[0]).toEqual({
    path: "/v1/chat/completions", authorization: "Bearer secret-key",
    body: { model: "small", temperature: 0, seed: 0, stream: false, messages: [{ role: "system", content: "Be short." }, { role: "user", content: "Where?" }] },
  });
  expect(requests[1]!.body).toMatchObject({ max_tokens: 7, seed: 3 });
  const open = await chatServer(echo);
  await chatEndpoint(settings(open.url, { key: null })).answer(question);
  expect(open.requests[0]!.authorization).toBeUndefined();
});

test.each([429, 500, 503])("a server that answers %i is asked again", async (status) => {
  const { url, requests } = await chatServer(failing(status, "busy", 2));
  expect(await chatEndpoint(settings(url)).answer(question)).toBe("user: Where?");
  expect(requests).toHaveLength(3);
});

test("four calls are under way at once, and the others wait", async () => {
  let [running, most] = [0, 0];
  const held: (() => void)[] = [];
  const { url, requests } = await chatServer((request, response, number) => {
    most = Math.max(most, running += 1);
    held.push(() => {
      running -= 1;
      echo(request, response, number);
    });
    if (held.length === 4) held.splice(0).forEach((go) => go());
  });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => chatEndpoint(settings(url)).answer([{ role: "user", content: String(at) }])));
  expect(answers).toEqual(Array.from({ length: 12 }, (_, at) => `user: ${at}`));
  expect([most, requests.length]).toEqual([4, 12]);
});

const completion = (content: string | null, finish_reason: string) => JSON.stringify({ choices: [{ message: { content }, finish_reason }] });
const refusals: readonly (readonly [string, Reply, string, string, number])[] = [
  ["doesn't know the key", failing(401, `{"error":"bad key"}`), "UNAVAILABLE", `answers 401 ({"error":"bad key"}); look at EVALGRAPH_MODEL_KEY.`, 1],
  ["doesn't know the model", failing(404, "no such model"), "UNAVAILABLE", "answers 404 (no such model); look at EVALGRAPH_MODEL_URL and EVALGRAPH_MODEL_NAME.", 1],
  ["finds the chat too long", failing(400, "context length exceeded"), "BAD_INPUT", "answers 400 (context length exceeded); look at what it says.", 1],
  ["is something else", (_, response) => void response.end("<html>"), "UNAVAILABLE", "answers something else than a chat completion; expected the base of an OpenAI-compatible API", 1],
  ["gives nothing", (_, response) => void response.end(completion(null, "length")), "BAD_INPUT", `gives no text (it ended for "length"); ask something else, or allow it more tokens.`, 1],
];
test.each(refusals)("a server that %s is told in a sentence, without the key", async (_, reply, code, sentence, times) => {
  const { url, requests } = await chatServer(reply);
  const error = await chatEndpoint(settings(url)).answer(question).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, message: expect.stringContaining(`The model "small" at ${url} ${sentence}`) as string });
  expect((error as Error).message).not.toContain("secret-key");
  expect(requests).toHaveLength(times);
});

test("a server that stays busy is asked as long as the limit lasts, and one that is silent is left after it", async () => {
  const busy = await chatServer((_, response) => void response.writeHead(429).end("slow down"));
  await expect(chatEndpoint(settings(busy.url, { limit: 2_000 }), 20).answer(question)).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringMatching(/answers 429 \(slow down\), asked \d+ times within 2000 ms; look at what it says\.$/) as string });
  expect(busy.requests.length).toBeGreaterThan(1);
  const silent = await chatServer(() => undefined);
  await expect(chatEndpoint(settings(silent.url, { limit: 100 })).answer(question)).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("has not answered within 100 ms; ask it for less, or raise EVALGRAPH_MODEL_LIMIT_MS") as string });
  expect(silent.requests).toHaveLength(1);
  const slow = await chatServer((_, response) => void response.write("{"));
  await expect(chatEndpoint(settings(slow.url, { limit: 100 })).answer(question)).rejects.toThrow("has not answered within 100 ms");
});

test("nothing that listens is told with the setting to look at, and isn't asked again", async () => {
  await expect(chatEndpoint(settings("http://127.0.0.1:9/v1")).answer(question)).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringMatching(/doesn't answer \(.+\); start it, or look at EVALGRAPH_MODEL_URL\.$/) as string });
});

test("doctor asks the model whether it answers", async () => {
  const { url } = await chatServer(echo);
  expect(await modelAnswers(settings(url))).toMatchObject({ name: "Model", ok: true, found: `small at ${url}` });
  expect(await modelAnswers(settings("http://127.0.0.1:9/v1"))).toMatchObject({ ok: false, found: "no answer" });
});
