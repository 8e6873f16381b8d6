import { beforeAll, expect, test, vi } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { retire } from "../../src/writes/retire.js";
import { ask, given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;
/** A moment at which all is there, before some of it is retired. */
let before: string;

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Metric", key: "minutes", title: "Minutes", better: "LOWER", min: 0 },
    { type: "Task", key: "help", title: "Help" }, { type: "Task", key: "reset", title: "Reset a password", parent: "help" }, { type: "Task", key: "reset-app", title: "Reset it in the app", parent: "reset" },
    { type: "Policy", key: "brief", title: "Brief" },
    { type: "PolicyVersion", key: "brief@1", state: "APPROVED", effect: "OBLIGE", action: "PROMPT", text: "Be brief.", effectiveFrom: "2020-01-01T00:00:00Z", governs: [{ type: "Task", key: "reset" }] },
    { type: "Model", key: "base", title: "Base" }, { type: "ModelVersion", key: "base@1" }, { type: "Model", key: "tuned", title: "Tuned" },
    { type: "ModelVersion", key: "tuned@1", derivedFrom: [{ key: "base@1", relation: "FINETUNE" }] },
    { type: "Signal", key: "slow", title: "Slow answers", observes: { type: "Task", key: "reset" }, metric: "minutes" },
  ]);
  before = new Date().toISOString();
  await vi.waitUntil(() => Date.now() > Date.parse(before), { interval: 1 });
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner };
  for (const [type, key] of [["Task", "reset"], ["ModelVersion", "base@1"]] as const)
    expect(await retire(context, type, [key], "no longer used")).toMatchObject({ updated: 1, errors: [] });
});

async function told(source: string): Promise<unknown> {
  const { data, errors } = await ask(database, workspace, source, { variables: { before } });
  expect(errors).toEqual([]);
  return data;
}

test("a retired subtask is gone from lists and from below its parent, and there as it was before", async () => {
  expect(await told(`query ($before: DateTime) { task(key: "reset") { key } help: task(key: "help") {
    now: descendants { nodes { depth task { key } } }
    then: descendants(asOf: $before) { nodes { depth task { key title name } } truncated }
    shallow: descendants(asOf: $before, maxDepth: 1) { frontier { key } }
  } below: task(key: "reset-app") { now: ancestors { nodes { task { key } } } then: ancestors(asOf: $before) { nodes { task { title } } }
    effectivePolicies { outcome } had: effectivePolicies(asOf: $before) { outcome policyVersion { key } path { key name } } } }`)).toEqual({
    task: null,
    help: {
      now: { nodes: [] },
      then: { nodes: [{ depth: 1, task: { key: "reset", title: "Reset a password", name: "Reset a password" } }, { depth: 2, task: { key: "reset-app", title: "Reset it in the app", name: "Reset it in the app" } }], truncated: null },
      shallow: { frontier: [{ key: "reset" }] },
    },
    below: {
      now: { nodes: [] }, then: { nodes: [{ task: { title: "Reset a password" } }, { task: { title: "Help" } }] }, effectivePolicies: [],
      had: [{ outcome: "DUTY", policyVersion: { key: "brief@1" }, path: [{ key: "reset-app", name: "Reset it in the app" }, { key: "reset", name: "Reset a password" }] }],
    },
  });
});

test("a retired model version is gone from lineage, and there as it was before", async () => {
  expect(await told(`query ($before: DateTime) { modelVersion(key: "base@1") { key }
    now: lineage(of: { type: "ModelVersion", key: "tuned@1" }, direction: UPSTREAM) { nodes { node { key } } }
    then: lineage(of: { type: "ModelVersion", key: "tuned@1" }, direction: UPSTREAM, asOf: $before) { nodes { distance node { key ... on ModelVersion { digest model { key } } } } } }`)).toEqual({
    modelVersion: null, now: { nodes: [{ node: { key: "tuned@1" } }] },
    then: { nodes: [
      { distance: 0, node: { key: "tuned@1", digest: expect.any(String) as string, model: { key: "tuned" } } }, { distance: 1, node: { key: "base@1", digest: expect.any(String) as string, model: { key: "base" } } },
    ] },
  });
});

test("a drift outlook as of before still names a signal that was retired since, and what it watched", async () => {
  expect(await told(`query ($before: DateTime) { now: driftOutlook(input: { task: "help" }) { signals { state } }
    then: driftOutlook(input: { task: "help", asOf: $before }) { signals { relation signal { key title } task { title } observed { key } } } }`)).toEqual({
    now: { signals: [] }, then: { signals: [{ relation: "SUBTASK", signal: { key: "slow", title: "Slow answers" }, task: { title: "Reset a password" }, observed: { key: "reset" } }] },
  });
});
