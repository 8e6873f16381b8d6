import type { Logger } from "pino";
import type { Figures } from "./figures.js";
import type { Noted } from "./noted.js";

interface Telling {
  readonly log: Logger;
  /** What is counted of requests; nothing unless given. */
  readonly figures?: Figures;
}

/** One log line a request, after so many ms, and its figures; what machines ask every few seconds is logged where everything is. */
export function tellAnswered({ log, figures }: Telling, note: Noted, status: number, took: number): void {
  const { request, path, principal, operation } = note;
  log[probes.has(path) ? "debug" : "info"]({ request, path, principal, operation, status, ms: Math.round(took * 100) / 100 }, "request");
  figures?.answered(note, status, took / 1000);
}

const probes: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);
