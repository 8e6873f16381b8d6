import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from "@opentelemetry/api";
import type { IncomingHttpHeaders } from "node:http";
import { within } from "../graph/spans.js";
import type { Noted } from "./noted.js";

const tracer = trace.getTracer("evalgraph");

/**
 * Answers one request in a span of OpenTelemetry, named by its operation or else its path, below the one that its headers name, so that its
 * statements stand under it. Where no SDK is registered it is only answered.
 */
export function inSpan(headers: IncomingHttpHeaders, note: Noted, work: () => Promise<void>): Promise<void> {
  const above = propagation.extract(context.active(), headers);
  return within(tracer.startSpan(note.path.slice(1), { kind: SpanKind.SERVER }, above), above, work, (span) => describe(span, note));
}

/** Has a span say what is known of its operation when it is answered; a mistake of the client is no error of the span. */
export function describe(span: Span, { operation, request, codes }: Pick<Noted, "operation" | "request"> & { readonly codes: readonly string[] }): void {
  if (operation !== null) span.updateName(operation).setAttribute("graphql.operation.name", operation);
  span.setAttribute("evalgraph.request", request);
  if (codes.some(isFault)) span.setStatus({ code: SpanStatusCode.ERROR });
}

const isFault = (code: string): boolean => code === "INTERNAL" || code === "INTERNAL_SERVER_ERROR" || code === "UNAVAILABLE";
