import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { IncomingHttpHeaders } from "node:http";
import { within } from "../graph/spans.js";
import type { Noted } from "./noted.js";

const tracer = trace.getTracer("evalgraph");
const isFault = (code: string): boolean => code === "INTERNAL" || code === "INTERNAL_SERVER_ERROR" || code === "UNAVAILABLE";

/**
 * Answers one operation in a span of OpenTelemetry, below the one that its headers name, so that its statements stand under it.
 * Where no SDK is registered it is only answered.
 */
export function inSpan(headers: IncomingHttpHeaders, note: Noted, work: () => Promise<void>): Promise<void> {
  const above = propagation.extract(context.active(), headers);
  return within(tracer.startSpan("graphql", { kind: SpanKind.SERVER }, above), above, work, (span) => {
    if (note.operation !== null) span.updateName(note.operation).setAttribute("graphql.operation.name", note.operation);
    span.setAttribute("evalgraph.request", note.request);
    if (note.codes.some(isFault)) span.setStatus({ code: SpanStatusCode.ERROR });
  });
}
