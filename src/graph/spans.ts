import { context, isSpanContextValid, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

const tracer = trace.getTracer("evalgraph");

/**
 * Runs one statement or write transaction in a span of OpenTelemetry, below the one that is active, and active in what it runs, so
 * that a transaction's statements are below it; where no SDK is registered, only runs it.
 */
export async function spanned<T>(name: string, work: () => Promise<T>): Promise<T> {
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes });
  if (!isSpanContextValid(span.spanContext())) return work();
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    if (error instanceof Error) span.setAttribute("error.type", "code" in error ? String(error.code) : error.name);
    throw error;
  } finally {
    span.end();
  }
}

const attributes = { "db.system.name": "neo4j" };
