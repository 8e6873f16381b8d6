import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { graphql } from "graphql";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { apollo } from "../../src/api/apollo.js";
import { handler } from "../../src/api/http.js";
import { entities } from "../../src/catalogue.js";
import type { KeepingSetting } from "../../src/entity/fields.js";
import { push } from "../../src/ingest/push.js";
import { contextFor, schema } from "../support/ask.js";
import { freshPlace, type Place } from "./writing.js";

let at: Place;
beforeAll(async () => {
  at = await freshPlace();
  await at.given({ type: "System", key: "app", kind: "APP", title: "App" }, { type: "SystemVersion", key: "app@1" });
});

const on: readonly KeepingSetting[] = ["EVALGRAPH_KEEP_ANSWER_TEXT"];
const sentence = "`input` and `output` can't be kept without the setting EVALGRAPH_KEEP_ANSWER_TEXT=1; leave this out, or set it.";
const bare = (key: string) => ({ key, kind: "TURN", at: "2026-01-01T00:00:00Z", systemVersion: "app@1" });
const full = (key: string) => ({ ...bare(key), input: { question: "How?" }, output: { text: "So." } });
const line = <T extends object>(item: T) => ({ type: "Answer", ...item });
const kept = (key: string) => at.ask("MATCH (a:Answer {workspace: $workspace, key: $key}) RETURN [a.input, a.output]", { key });

async function upserted(input: readonly object[], settings?: readonly KeepingSetting[]) {
  const source = "mutation ($input: [UpsertAnswerInput!]!) { upsertAnswers(input: $input) { created updated errors { index path code message } } }";
  const { data, errors } = await graphql({ schema: schema(), source, variableValues: { input }, contextValue: { ...contextFor(at.database, at.workspace), kept: settings } });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data!["upsertAnswers"])) as unknown;
}

async function pushed(lines: readonly object[], settings?: readonly KeepingSetting[]) {
  async function* stream() {
    for (const each of lines) yield `${JSON.stringify(each)}\n`;
  }
  return push({ ...at.context(), kept: settings }, stream());
}

async function ingested(lines: readonly object[], settings?: readonly KeepingSetting[]) {
  const log = pino({ level: "silent" });
  const server = apollo(schema(), log);
  await server.start();
  const service = { catalogue: entities, database: at.database, workspace: at.workspace, ...(settings && { kept: settings }) };
  const listening = createServer(handler({ service, server, log, hosts: [], browser: null })).listen(0, "127.0.0.1");
  await once(listening, "listening");
  const sent = request({ port: (listening.address() as AddressInfo).port, host: "127.0.0.1", path: "/ingest", method: "POST", headers: { "content-type": "application/jsonl" } });
  sent.end(lines.map((each) => JSON.stringify(each)).join("\n"));
  const [response] = await once(sent, "response");
  const answer = JSON.parse(await text(response)) as unknown;
  listening.close();
  return answer;
}

test("without the setting an answer with text is refused in one sentence, however it comes in, and others are written", async () => {
  expect(await upserted([full("g-full"), bare("g-bare")])).toEqual({ created: 1, updated: 0, errors: [{ index: 0, path: "input", code: "BAD_INPUT", message: sentence }] });
  const problems = (key: string) => [{ line: 1, key, path: "input", reason: sentence }];
  expect(await pushed([line(full("p-full")), line(bare("p-bare"))])).toMatchObject({ created: 1, problems: problems("p-full") });
  expect(await ingested([line(full("i-full")), line(bare("i-bare"))])).toMatchObject({ created: 1, problems: problems("i-full") });
  expect(await at.ask("MATCH (a:Answer {workspace: $workspace}) WHERE a.input IS NOT NULL OR a.key ENDS WITH 'full' RETURN a.key")).toEqual([]);
});

test("of several fields those are named that were given", async () => {
  expect((await pushed([line({ ...bare("half"), output: "So." })])).problems).toMatchObject([{ path: "output", reason: expect.stringMatching(/^`output` can't be kept/) as string }]);
});

test("with the setting the text is kept, however it comes in", async () => {
  expect(await upserted([full("g-kept")], on)).toMatchObject({ created: 1, errors: [] });
  expect(await pushed([line(full("p-kept"))], on)).toMatchObject({ created: 1, problems: [] });
  expect(await ingested([line(full("i-kept"))], on)).toMatchObject({ created: 1, problems: [] });
  for (const key of ["g-kept", "p-kept", "i-kept"]) expect(await kept(key)).toEqual([['{"question":"How?"}', '{"text":"So."}']]);
});

test("what was kept can be cleared without the setting", async () => {
  await pushed([line(full("cleared"))], on);
  expect(await upserted([{ key: "cleared", input: null, output: null }])).toMatchObject({ updated: 1, errors: [] });
  expect(await kept("cleared")).toEqual([[null, null]]);
});
