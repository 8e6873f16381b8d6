import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Database } from "../graph/database.js";
import type { Noted } from "./noted.js";
import { streamPath } from "./paths.js";

/** What the process did, for Prometheus. */
export interface Figures {
  /** One request that was answered, after so many seconds. */
  answered(note: Noted, status: number, seconds: number): void;
  /** In the text format of Prometheus, with its content type. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

/** Upper bounds in s: from a point read, some ms, to the longest statement. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const routes = ["/graphql", streamPath, "/mcp", "/ingest", "/healthz", "/readyz", "/metrics"];
/** All that would make the number of series grow with what clients send. */
const other = "other";

/** Counts requests, errors, statements, and operations by those names that are `known`: others have one series together. */
export function figures(database: Pick<Database, "observe" | "load">, known: ReadonlySet<string>): Figures {
  const register = new Registry();
  const registers = [register];
  const requests = new Counter({ registers, name: "evalgraph_requests_total", help: "Requests answered, by route and HTTP status.", labelNames: ["route", "status"] });
  const errors = new Counter({ registers, name: "evalgraph_errors_total", help: "Errors told to clients, by code.", labelNames: ["code"] });
  const operations = new Histogram({ registers, buckets, name: "evalgraph_operation_seconds", help: "Time from a GraphQL request to its answer, by the name of the operation.", labelNames: ["operation"] });
  const statements = new Counter({ registers, name: "evalgraph_statements_total", help: "Cypher statements sent, those that were tried again counted each time." });
  gauge("evalgraph_statements_running", "Statements and write transactions under way.", () => database.load().running);
  gauge("evalgraph_statements_waiting", "Statements and write transactions that wait for their turn.", () => database.load().waiting);
  gauge("evalgraph_statements_refused", "Those that were refused since the start, as too many waited or one waited too long.", () => database.load().refused);
  collectDefaultMetrics({ register });
  database.observe(() => statements.inc());
  const requestsOf = kept((route: string, status: number) => requests.labels(route, String(status)));
  const secondsOf = kept((operation: string) => operations.labels(operation));
  return {
    answered: ({ path, operation, codes }, status, seconds) => {
      requestsOf(routes.includes(path) ? path : other, status).inc();
      for (const code of codes) errors.inc({ code });
      if (path === "/graphql") secondsOf(operation !== null && known.has(operation) ? operation : other).observe(seconds);
    },
    text: async () => ({ type: register.contentType, body: await register.metrics() }),
  };

  function gauge(name: string, help: string, value: () => number): void {
    new Gauge({ registers, name, help, collect() { this.set(value()); } });
  }
}

/** What `make` gives for arguments, made once: labels are looked up for each request otherwise. */
function kept<A extends readonly (string | number)[], T>(make: (...args: A) => T): (...args: A) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = args.join(" ");
    const known = made.get(key);
    if (known !== undefined) return known;
    const one = make(...args);
    made.set(key, one);
    return one;
  };
}
