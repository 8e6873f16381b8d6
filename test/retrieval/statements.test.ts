import { beforeAll, expect, test } from "vitest";
import { ingestDocuments } from "../../src/documents/offers.js";
import type { Database, Statement } from "../../src/graph/database.js";
import { cypher } from "../../src/graph/query.js";
import { retrieve } from "../../src/retrieval/retrieve.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

const embedder = withModel();
const workspace = freshWorkspace();
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [{ type: "Domain", key: "it", title: "IT" }, { type: "Task", key: "support", title: "Support", homeDomain: "it", domains: ["it"] }]);
  await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, [{ key: "printers", title: "Printers", text: "The printer on the second floor prints nothing.", homeDomain: "it" }]);
});

async function statementsOf(asOf: string | null): Promise<readonly string[]> {
  const sent: Statement[] = [];
  const stop = database.observe((statement) => sent.push(statement));
  const { hits } = await retrieve({ graph: database.session(), viewer: owner }, {
    workspace, task: "support", query: "Which printer prints nothing?", maxTokens: 500, purpose: null, language: null, asOf, filters: { corpora: [], languages: [], domains: [], documents: [] }, actions: ["RETRIEVE"],
  }, embedder());
  stop();
  expect(hits).toHaveLength(1);
  return sent.map(({ name }) => name).sort();
}
const policies = ["policies/assignees", "policies/onDocuments", "policies/onTasks"];
const search = ["retrieval/classes", "retrieval/nearest", "retrieval/neighbourhood", "retrieval/secret", "retrieval/ways", "retrieval/worded", "retrieval/worded", "tasks/byKey"];

test("a pack takes eleven statements: the words are asked for twice, as the best chunks say which, and all else once, where the graph leads to no other chunk", async () =>
  expect(await statementsOf(null)).toEqual([...policies, ...search]));

test("policies and classes are asked for a second time where another moment is looked at", async () =>
  expect(await statementsOf(new Date(Date.now() - 1).toISOString())).toEqual([...policies, ...policies, ...search, "retrieval/classes"].sort()));

const worded = cypher("retrieval/worded");
const nearest = cypher("retrieval/nearest");
const between = (text: string, from: string, to: string): string => text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));

test("both channels hold what they propose to the same conditions, and tell the same of it", () => {
  const conditions = (text: string) => between(text, "MATCH (chunk)-[:PART_OF]->(version)-[:VERSION_OF]->(document)", "\nWITH");
  expect(conditions(worded).split("\n").length).toBeGreaterThan(20);
  expect(conditions(nearest)).toBe(conditions(worded));
  expect(between(nearest, "RETURN chunk.id AS id", "  bound")).toBe(between(worded, "RETURN chunk.id AS id", "  score"));
  const seen = "($scopes IS NULL OR chunk.scope IN $scopes) AND chunk.sensitivity <= $clearance AND (chunk.retiredAt IS NULL OR chunk.retiredAt > $now)";
  expect([worded, nearest].map((text) => text.split(seen).length - 1)).toEqual([1, 2]);
});
