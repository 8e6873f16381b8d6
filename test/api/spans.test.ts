import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type ContextManager, type Span, type SpanContext, type SpanOptions, type TextMapPropagator } from "@opentelemetry/api";
import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../support/database.js";
import { serve } from "../support/serve.js";

interface Recorded {
  name: string;
  readonly kind: SpanKind | undefined;
  readonly id: string;
  readonly above: string | undefined;
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
function startSpan(name: string, { kind, attributes = {} }: SpanOptions = {}, within: Context = context.active()): Span {
  const span: Recorded = {
    name, kind, id: String(recorded.length + 1).padStart(16, "0"), above: trace.getSpanContext(within)?.spanId, attributes: { ...attributes }, status: SpanStatusCode.UNSET, ended: 0,
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
