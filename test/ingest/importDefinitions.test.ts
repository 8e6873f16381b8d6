import { expect, test } from "vitest";
import { importDefinitions } from "../../src/ingest/importDefinitions.js";
import { importResults } from "../../src/ingest/importResults.js";
import { owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { accuracy, resultJson, source } from "./files.js";

const database = await testDatabase();
const into = (workspace: string) => ({ graph: database.session(), workspace, principal: owner.principal, viewer: owner, request: "test" });

const files = [
  source("_mmlu.yaml", "group: mmlu\ntask: [mmlu_anatomy]\n"),
  source("anatomy.yaml", "task: mmlu_anatomy\nmetric_list: [{ metric: acc }]\nmetadata: { version: 1.0 }\n"),
  source("broken.yaml", "task: ["),
];

test("definitions give tasks their place and a version; results keep theirs beside it, with another protocol", async () => {
  const workspace = freshWorkspace();
  await importResults(into(workspace), [source("a.json", resultJson({ results: { "hendrycksTest-anatomy": accuracy(5) } }))]);
  expect(await importDefinitions(into(workspace), files)).toMatchObject({ files: 3, problems: [{ file: "broken.yaml" }] });
  const rows = await database.read({
    name: "test", parameters: { workspace },
    text: `MATCH (v:TaskVersion {workspace: $workspace})-[:VERSION_OF]->(t:Task)-[:SUBTASK_OF]->(g:Task)
      RETURN v.key AS key, g.key AS parent, v.protocolDigest AS digest, COUNT { (v)<-[:ON]-() } AS evaluations ORDER BY key`,
  });
  const found = rows.map((row) => row.toObject());
  expect(found.map(({ key, parent, evaluations }) => [key, parent, Number(evaluations)])).toEqual([["mmlu_anatomy@0-0shot", "mmlu", 1], ["mmlu_anatomy@1.0-0shot", "mmlu", 0]]);
  expect(found[0]!.digest).not.toBe(found[1]!.digest);
});

test("the same definitions again change nothing", async () => {
  const workspace = freshWorkspace();
  const first = await importDefinitions(into(workspace), files);
  expect(first.created).toBeGreaterThan(0);
  expect(await importDefinitions(into(workspace), files)).toMatchObject({ created: 0, updated: 0 });
});
