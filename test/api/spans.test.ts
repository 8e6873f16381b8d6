import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type ContextManager, type Span, type SpanContext, type SpanOptions, type TextMapPropagator } from "@opentelemetry/api";
import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { startSealer } from "../../src/audit/sealer.js";
import { chained } from "../../src/writes/chain.js";
import { seal } from "../../src/writes/seal.js";
import { testDatabase } from "../support/database.js";
import { replicaOf, stream } from "../support/replica.js";
import { serve } from "../support/serve.js";
import { domain, freshPlace, metric, model, task } from "../writes/writing.js";

interface Recorded {
  name: string;
  readonly kind: SpanKind | undefined;
  readonly id: string;
  readonly above: string | undefined;
  readonly links: readonly string[];
  readonly attributes: Record<string, unknown>;
  status: SpanStatusCode;
  ended: number;
}
let recorded: Recorded[] = [];

/** The least of an SDK: spans are kept, contexts follow asynchronous work, and `traceparent` says what is above. */
class Contexts implements ContextManager {
  private readonly storage = new AsyncLocalStorage<Context>();
  active = () => this.storage.getStore() ?? ROOT_CONTEXT;
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(given: Context, work: F, self?: ThisParameterType<F>, ...args: A): ReturnType<F> {
    return this.storage.run(given, () => work.apply(self, args));
  }
  bind = <T>(_given: Context, target: T): T => target;
  enable = () => this;
  disable = () => this;
}
const parent: TextMapPropagator = {
  inject: () => undefined, fields: () => ["traceparent"],
  extract: (given, carrier, getter) => {
    const [, traceId, spanId] = String(getter.get(carrier, "traceparent") ?? "").split("-");
    return traceId && spanId ? trace.setSpanContext(given, { traceId, spanId, traceFlags: 1, isRemote: true }) : given;
  },
};
function startSpan(name: string, { kind, attributes = {}, links = [] }: SpanOptions = {}, within: Context = context.active()): Span {
  const span: Recorded = {
    name, kind, id: String(recorded.length + 1).padStart(16, "0"), above: trace.getSpanContext(within)?.spanId, links: links.map(({ context: { spanId } }) => spanId), attributes: { ...attributes }, status: SpanStatusCode.UNSET, ended: 0,
  };
  recorded.push(span);
  const own: SpanContext = { traceId: trace.getSpanContext(within)?.traceId ?? "1".repeat(32), spanId: span.id, traceFlags: 1 };
  const it = {
    spanContext: () => own, isRecording: () => true, end: () => void (span.ended += 1), recordException: () => undefined,
    setAttribute: (key: string, value: unknown) => ((span.attributes[key] = value), it), updateName: (to: string) => ((span.name = to), it),
    setStatus: ({ code }: { readonly code: SpanStatusCode }) => ((span.status = code), it),
  };
  return it as unknown as Span;
}

beforeEach(() => void (recorded = []));
afterAll(() => [trace, context, propagation].forEach((each) => each.disable()));

function registerSdk(): void {
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as never });
  context.setGlobalContextManager(new Contexts());
  propagation.setGlobalPropagator(parent);
}
const query = `query two($kind: String) { tasks(first: 1, filter: { kind: { eq: $kind } }) { nodes { key title } } models(first: 1) { totalCount } }`;

// First: who has once found an SDK keeps it.
test("without an SDK nothing is recorded and the answer is the same", async () => {
  const { post } = await serve({ database: await testDatabase() });
  expect((await post({ query, variables: { kind: "classify" } })).body).toEqual({ data: { tasks: { nodes: [] }, models: { totalCount: 0 } } });
  expect(recorded).toEqual([]);
});

test("an operation is one span, below the caller's, and each of its statements one below it; fields have none", async () => {
  const { post } = await serve({ database: await testDatabase() });
  registerSdk();
  const { headers } = await post({ query, variables: { kind: "classify" } }, { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` });
  const [operation, ...statements] = recorded;
  expect(operation).toMatchObject({ name: "two", kind: SpanKind.SERVER, above: "b".repeat(16), ended: 1, status: SpanStatusCode.UNSET });
  expect(operation!.attributes).toEqual({ "graphql.operation.name": "two", "evalgraph.request": headers.get("x-request-id") });
  expect(statements).toHaveLength(2);
  for (const statement of statements) expect(statement).toMatchObject({ name: "two", kind: SpanKind.CLIENT, above: operation!.id, ended: 1, attributes: { "db.system.name": "neo4j" } });
});

test("a fault of the service marks the spans that it went through; a mistake of the client doesn't", async () => {
  const database = await testDatabase();
  const session = database.session();
  const { post } = await serve({ database: { ...database, session: () => ({ ...session, read: ({ parameters }) => session.read({ name: "broken", text: "RETURN nothing", parameters }) }) } });
  registerSdk();
  await post({ query: "{ tasks { totalCount } }" });
  await post({ query: "{ nothing }" });
  expect(recorded.map(({ name, status }) => [name, status])).toEqual([["graphql", SpanStatusCode.ERROR], ["broken", SpanStatusCode.ERROR], ["graphql", SpanStatusCode.UNSET]]);
  expect(recorded.every(({ ended }) => ended === 1)).toBe(true);
});

test("a write transaction is one span below its operation, and each of its statements one below that", async () => {
  const database = await testDatabase();
  const { post } = await serve({ database });
  registerSdk();
  const written: string[] = [];
  const stop = database.observe(({ name }) => name === "upsertDomains" && written.push(name));
  await post({ query: `mutation { upsertDomains(input: [{ key: "d", title: "d" }]) { errors { message } } }` });
  stop();
  const spans = recorded.filter(({ name }) => name === "upsertDomains");
  const [transaction, ...others] = spans.filter(({ id }) => spans.some(({ above }) => above === id));
  expect(others).toEqual([]);
  expect(transaction!.above).toBe(recorded[0]!.id);
  const statements = spans.filter(({ above }) => above === transaction!.id);
  expect(statements.length).toBeGreaterThan(1);
  expect(spans).toHaveLength(1 + written.length);
  for (const each of [transaction, ...statements]) expect(each).toMatchObject({ kind: SpanKind.CLIENT, ended: 1, attributes: { "db.system.name": "neo4j" } });
});

test("lines sent to /ingest are one span with their transactions below it, and the log says whose they were", async () => {
  const { root, logged } = await serve({ database: await testDatabase() });
  registerSdk();
  const line = JSON.stringify({ type: "Domain", key: "d", title: "D" });
  const response = await fetch(`${root}/ingest`, { method: "POST", headers: { "content-type": "application/jsonl" }, body: `${line}\n` });
  expect(response.status).toBe(200);
  const [span, ...others] = recorded.filter(({ kind }) => kind === SpanKind.SERVER);
  expect(others).toEqual([]);
  expect(span).toMatchObject({ name: "ingest", ended: 1, attributes: { "evalgraph.request": response.headers.get("x-request-id") } });
  expect(recorded.some(({ kind, above }) => kind === SpanKind.CLIENT && above === span!.id)).toBe(true);
  await vi.waitFor(() => expect(logged).toContainEqual(expect.objectContaining({ path: "/ingest", principal: "local-owner", status: 200 })));
});

test("a subscription is one span when it begins, and each event that it answers one of its own, linked to that; statements are below theirs", async () => {
  const place = await freshPlace();
  const at = await replicaOf(place.workspace);
  const sealed = async () => { for (const kind of chained) await seal(place.database, place.workspace, kind); };
  const evaluated = async (day: number) => {
    await place.given({ type: "Evaluation", subject: { type: "ModelVersion", key: "m@1" }, taskVersion: "t@1", at: `2026-01-0${day}T00:00:00Z`, scores: [{ metric: "acc", value: 0.5 }] });
    await sealed();
  };
  await place.given(domain("d"), task("t", { domains: ["d"] }), { type: "TaskVersion", key: "t@1" }, metric("acc"), model("m", { homeDomain: "d" }), { type: "ModelVersion", key: "m@1" });
  await sealed();
  registerSdk();
  const { headers, next } = await stream(at, "subscription follow { evaluationsRecorded { event evaluations { at } } }", { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` });
  const numbers: string[] = [];
  for (const day of [1, 2]) {
    const told = next();
    await evaluated(day);
    numbers.push((await told).id!);
  }
  const [begun, ...others] = recorded.filter(({ kind }) => kind === SpanKind.SERVER);
  expect(others).toEqual([]);
  const attributes = { "graphql.operation.name": "follow", "evalgraph.request": headers["x-request-id"] };
  expect(begun).toMatchObject({ name: "follow", above: "b".repeat(16), links: [], ended: 1, status: SpanStatusCode.UNSET });
  expect(begun!.attributes).toEqual(attributes);
  const events = recorded.filter(({ kind }) => kind === SpanKind.CONSUMER);
  expect(events.map((event) => event.attributes)).toEqual(numbers.map((number) => ({ ...attributes, "evalgraph.event": Number(number) })));
  for (const event of events) expect(event).toMatchObject({ name: "follow", above: undefined, links: [begun!.id], ended: 1, status: SpanStatusCode.UNSET });
  const below = (span: Recorded) => recorded.filter(({ above }) => above === span.id).map(({ name, kind, ended }) => [name, kind, ended]);
  expect(below(begun!)).toEqual([["audit/head", SpanKind.CLIENT, 1]]);
  for (const event of events) expect(below(event)).toEqual([["follow", SpanKind.CLIENT, 1]]);
});

test("a subscription that is refused is one span, which is no fault of the service", async () => {
  const at = await replicaOf((await freshPlace()).workspace);
  registerSdk();
  await (await stream(at, "subscription follow { importProgress { nothing } }")).next();
  await (await stream(at, `subscription follow { importProgress(after: "then") { event } }`)).next();
  // What the feed reads for all who follow has a span of its own, whenever it reads.
  const own = recorded.filter(({ name }) => !name.startsWith("audit/"));
  expect(own.map(({ name, ended, status }) => [name, ended, status])).toEqual([["subscription", 1, SpanStatusCode.UNSET], ["follow", 1, SpanStatusCode.UNSET]]);
});

test("what goes on beside requests is below none of them, though one has begun or woken it", async () => {
  const place = await freshPlace();
  registerSdk();
  const request = startSpan("request");
  const start = () => startSealer({ database: place.database, failed: () => {}, lease: `test ${place.workspace}`, pace: { busy: 5, idle: 50, lease: 10_000 } });
  const sealer = context.with(trace.setSpan(ROOT_CONTEXT, request), start);
  const looks = () => recorded.filter(({ name }) => name === "sealer");
  await vi.waitUntil(() => looks().length > 0, { timeout: 10_000 });
  await sealer.stop();
  expect(looks().filter(({ above }) => above !== undefined)).toEqual([]);
});
