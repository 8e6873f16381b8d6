import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import type { IncomingHttpHeaders } from "node:http";
import { within } from "../graph/spans.js";
import type { Noted } from "./noted.js";
import { describe } from "./operationSpan.js";

/**
 * Spans of OpenTelemetry of one subscription, which is an operation when it begins and another with each event: one of its
 * beginning, below the one that its headers name, and one of each event, the root of a trace of its own with a link to the first.
 * A subscription lasts for days; under one span, its trace would grow as long and be complete, sampled and shown when it is over.
 */
export interface StreamSpans {
  /** Does a part of its beginning, which goes on until `begun`. */
  begin<T>(work: () => Promise<T>): Promise<T>;
  /** Events can come from now on, or none will; said again it counts for nothing. */
  begun(): void;
  /** Answers the event with this number; `codesOf` gives the codes of the errors that are told. */
  answer<T>(event: number, work: () => Promise<T>, codesOf: (answer: T) => readonly string[]): Promise<T>;
}

const tracer = trace.getTracer("evalgraph");
const usualName = "subscription";

export function streamSpans(headers: IncomingHttpHeaders, note: Noted): StreamSpans {
  const above = propagation.extract(context.active(), headers);
  const first = tracer.startSpan(usualName, { kind: SpanKind.SERVER }, above);
  let isBegun = false;
  return {
    begin: (work) => context.with(trace.setSpan(above, first), work),
    begun: () => {
      if (isBegun) return;
      isBegun = true;
      describe(first, note);
      first.end();
    },
    answer: async (event, work, codesOf) => {
      const span = tracer.startSpan(usualName, { kind: SpanKind.CONSUMER, links: [{ context: first.spanContext() }], attributes: { "evalgraph.event": event } }, ROOT_CONTEXT);
      let codes: readonly string[] = [];
      return within(span, ROOT_CONTEXT, async () => {
        const answer = await work();
        codes = codesOf(answer);
        return answer;
      }, () => describe(span, { ...note, codes }));
    },
  };
}
