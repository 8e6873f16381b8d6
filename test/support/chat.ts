import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, vi } from "vitest";

/** A request to `POST /chat/completions` as it came in. */
export interface ChatRequest {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly model: string; readonly messages: readonly { readonly role: string; readonly content: string }[]; readonly temperature: number; readonly seed: number; readonly max_tokens?: number };
}
/** Answers a request; `number` counts them from 1. */
export type Reply = (request: ChatRequest, response: ServerResponse, number: number) => void;

/** An endpoint that speaks OpenAI's protocol for chats, on a port of its own until the file's tests end. */
export async function chatServer(reply: Reply): Promise<{ readonly url: string; readonly requests: readonly ChatRequest[]; close(): void }> {
  const requests: ChatRequest[] = [];
  const server = createServer((incoming: IncomingMessage, response) => void text(incoming).then((body) => {
    const request = { path: incoming.url, authorization: incoming.headers.authorization, body: JSON.parse(body) as ChatRequest["body"] };
    requests.push(request);
    reply(request, response, requests.length);
  }));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  open.push(close);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests, close };
}
const open: (() => void)[] = [];
afterAll(() => open.splice(0).forEach((close) => close()));

/** Says what `of` makes of the chat. */
export const saying = (of: (messages: ChatRequest["body"]["messages"]) => string): Reply => ({ body: { messages, model } }, response) =>
  void response.end(JSON.stringify({ object: "chat.completion", model, choices: [{ index: 0, message: { role: "assistant", content: of(messages) }, finish_reason: "stop" }] }));

/** Has the settings name an endpoint and its model; vitest's `unstubAllEnvs` takes it back. */
export function stubModel(url: string, name = "small"): void {
  vi.stubEnv("EVALGRAPH_MODEL_URL", url);
  vi.stubEnv("EVALGRAPH_MODEL_NAME", name);
}
