import type { IncomingMessage, ServerResponse } from "node:http";
import { Problem } from "../entity/problem.js";
import { push } from "../ingest/push.js";
import { bookmarksOf } from "./bookmarks.js";
import type { Noted } from "./noted.js";
import { contextOf, principalOf, sayBookmark, type Service } from "./request.js";
import { sendJson } from "./respond.js";
import { writing } from "../types/writing.js";

/**
 * `POST /ingest?workspace=`: JSON lines, answered with what was written and each line that wasn't. Only a body that says it is
 * `application/jsonl` or `application/x-ndjson` is taken: a form on a web page can't send those without asking first (CORS).
 */
export async function answerIngest(service: Service, note: Noted, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST") throw new Problem("BAD_INPUT", `The method is ${request.method}; expected POST with lines as in schema/ingest.schema.json.`);
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (!lineTypes.has(type ?? "")) throw new Problem("BAD_INPUT", `The content type is ${JSON.stringify(type ?? null)}; expected application/jsonl or application/x-ndjson. Set the header Content-Type.`);
  note.principal = principalOf(request);
  const context = await contextOf(service, note.principal, note.request, bookmarksOf(request.headers));
  const workspace = new URL(request.url ?? "/", "http://localhost").searchParams.get("workspace");
  const key = request.headers["idempotency-key"];
  const report = await push(writing(context, workspace), request, { ...(typeof key === "string" && { idempotencyKey: key }) });
  await sayBookmark(response, context);
  sendJson(response, report.problems.length > 0 ? partly : 200, report);
}

const lineTypes: ReadonlySet<string> = new Set(["application/jsonl", "application/x-ndjson", "application/x-jsonlines"]);
/** 207 Multi-Status (RFC 4918): some lines were written, others weren't. */
const partly = 207;
