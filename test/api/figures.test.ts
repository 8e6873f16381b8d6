import { expect, test } from "vitest";
import { figures } from "../../src/api/figures.js";
import { testDatabase } from "../support/database.js";
import { serve } from "../support/serve.js";

/** Series of the answer by their names with labels. */
const series = (body: string): ReadonlyMap<string, number> =>
  new Map(body.split("\n").filter((line) => line !== "" && !line.startsWith("#")).map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]));

test("requests, errors, durations, statements and Node's own are told to Prometheus; names that clients make up share one series", async () => {
  const database = await testDatabase();
  const { root, post } = await serve({ database, options: { figures: figures(database, new Set(["known"])) } });
  await post({ query: `query known { tasks(first: 1) { totalCount } }` });
  await post({ query: `query known { tasks(first: 1) { totalCount } }` });
  for (const name of ["one", "two", "three"]) await post({ query: `query ${name} { tasks(first: 1) { totalCount } }` });
  await post({ query: `query known { tasks(first: 5000) { totalCount } }` });
  await post({ query: "{ nothing }" });
  await post({ query: "{ tasks { totalCount } }" }, { "evalgraph-principal": "person/nobody" });
  await fetch(`${root}/somewhere/${Math.random()}`);
  const response = await fetch(`${root}/metrics`);
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const told = series(await response.text());
  expect(Object.fromEntries(told)).toMatchObject({
    'evalgraph_requests_total{route="/graphql",status="200"}': 7,
    'evalgraph_requests_total{route="/graphql",status="403"}': 1,
    'evalgraph_requests_total{route="other",status="404"}': 1,
    'evalgraph_errors_total{code="BAD_INPUT"}': 1,
    'evalgraph_errors_total{code="FORBIDDEN"}': 1,
    'evalgraph_errors_total{code="NOT_FOUND"}': 1,
    'evalgraph_errors_total{code="GRAPHQL_VALIDATION_FAILED"}': 1,
    'evalgraph_operation_seconds_count{operation="known"}': 3,
    'evalgraph_operation_seconds_count{operation="other"}': 5,
    evalgraph_statements_running: 0, evalgraph_statements_waiting: 0, evalgraph_statements_refused: 0,
  });
  expect(told.get("evalgraph_statements_total")).toBeGreaterThanOrEqual(6);
  expect(told.get('evalgraph_operation_seconds_bucket{le="+Inf",operation="known"}')).toBe(3);
  expect(told.get('evalgraph_operation_seconds_sum{operation="known"}')).toBeGreaterThan(0);
  expect(told.has("process_cpu_seconds_total")).toBe(true);
  expect([...told.keys()].some((name) => name.startsWith("nodejs_eventloop_lag"))).toBe(true);
});

test("each request has one line in the log, with who asked for what, and what came of it", async () => {
  const { root, post, logged } = await serve({ database: await testDatabase() });
  const { headers } = await post({ query: `query known { tasks(first: 1) { totalCount } }` }, { "evalgraph-principal": "local-owner" });
  await post({ query: "{ nothing }" });
  await post({ query: "{ tasks { totalCount } }" }, { "evalgraph-principal": "person/nobody" });
  await fetch(`${root}/healthz`);
  const lines = logged.map(({ level, msg, request, path, principal, operation, status, ms }) => ({ level, msg, request, path, principal, operation, status, ms }));
  const line = { level: 30, msg: "request", request: expect.stringMatching(/^[0-9A-Z]{26}$/), path: "/graphql", principal: "local-owner", operation: null, status: 200, ms: expect.any(Number) };
  expect(lines).toEqual([{ ...line, request: headers.get("x-request-id"), operation: "known" }, line, { ...line, principal: "person/nobody", status: 403 }]);
});
