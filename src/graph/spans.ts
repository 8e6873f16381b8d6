import { context, isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from "@opentelemetry/api";

const tracer = trace.getTracer("evalgraph");

/**
 * Runs one statement or write transaction in a span of OpenTelemetry, below the one that is active, and active in what it runs, so
 * that a transaction's statements are below it; where no SDK is registered, only runs it.
 */
export const spanned = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  within(tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }), context.active(), work);

/** Does what goes on beside requests, such as arming a timer from within one, below no span: what runs later isn't part of what woke it. */
export const unspanned = <T>(work: () => T): T => context.with(ROOT_CONTEXT, work);

const attributes = { "db.system.name": "neo4j" };

/** Runs `work` in a span below the context `above`, and ends it once `ending` has said what is known by then; where nobody records it, only runs it. */
export async function within<T>(span: Span, above: Context, work: () => Promise<T>, ending: (span: Span) => void = () => {}): Promise<T> {
  if (!isSpanContextValid(span.spanContext())) return work();
  try {
    return await context.with(trace.setSpan(above, span), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    if (error instanceof Error) span.setAttribute("error.type", "code" in error ? String(error.code) : error.name);
    throw error;
  } finally {
    ending(span);
    span.end();
  }
}
