import { auditServer } from "graphql-http";
import { expect, test } from "vitest";
import { serve } from "../support/serve.js";
import { noDatabase } from "../support/noDatabase.js";

const preflight = { "apollo-require-preflight": "1" };

/** What the audits of graphql-http find, over a real port; a request of theirs never comes to the database. */
async function audited(more: Record<string, string>) {
  const { url } = await serve({ database: noDatabase });
  return auditServer({ url, fetchFn: (at: string, init?: RequestInit) => fetch(at, { ...init, headers: { ...(init?.headers as Record<string, string> | undefined), ...more } }) });
}

test("all 61 audits of GraphQL over HTTP pass for a client that sends the preflight header", async () => {
  const results = await audited(preflight);
  expect(results).toHaveLength(61);
  expect(results.filter(({ status }) => status !== "ok")).toEqual([]);
});

test("without it no audit fails or warns: what may be left out is refused as it could be forged", async () => {
  const results = await audited({});
  expect(results.filter(({ status }) => status === "error" || status === "warn")).toEqual([]);
  expect(results.filter(({ status }) => status === "notice").map(({ id }) => id)).toEqual(["5A70", "D6D5", "6A70"]);
});

test.each([["without", {}], ["with", preflight]])("a plain form post is refused, %s the preflight header", async (_word, headers) => {
  const { url } = await serve({ database: noDatabase });
  for (const [type, body] of [["application/x-www-form-urlencoded", "query=%7B__typename%7D"], ["text/plain", '{"query":"{__typename}"}'], ["application/x-www-form-urlencoded", '{"query":"{__typename}"}']]) {
    const response = await fetch(url, { method: "POST", body: body!, headers: { "content-type": type!, ...headers } });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: [expect.objectContaining({ extensions: { code: "BAD_REQUEST" } })] });
  }
});

test.each([
  ["a word that is none", "{", 200, 400],
  ["a field that isn't", "{ nothing }", 200, 400],
  ["an operation that isn't", "query A { __typename } query B { __typename }", 200, 400],
  ["a change by GET", undefined, 405, 405],
])("%s (%s) is %i as application/json, %i otherwise", async (_what, query, json, graphql) => {
  const { url } = await serve({ database: noDatabase });
  for (const [accept, status] of [["application/json", json], ["application/graphql-response+json", graphql]] as const) {
    const headers = { accept, "content-type": "application/json" };
    const response = await (query === undefined ? fetch(`${url}?query=${encodeURIComponent("mutation { __typename }")}`, { headers }) : fetch(url, { method: "POST", headers, body: JSON.stringify({ query }) }));
    expect([response.status, response.headers.get("content-type")]).toEqual([status, `${accept}; charset=utf-8`]);
    expect(await response.json()).toEqual({ errors: [expect.anything()] });
  }
});
