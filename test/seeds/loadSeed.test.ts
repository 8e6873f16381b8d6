import { appendFile, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSeed, type SeedReport } from "../../src/seeds/loadSeed.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const owner = { principal: "local-owner", scopes: null, clearance: 3, roles: [{ role: "operator", scopes: null }] };
const workspace = freshWorkspace();
const minutes = 60_000;
let folder: string;
let first: SeedReport;
const seen: number[] = [];

const into = async (dir: string, options: Parameters<typeof loadSeed>[2] = {}) =>
  loadSeed({ graph: (await testDatabase()).session(), workspace: "unused", principal: owner.principal, viewer: owner, request: "test" }, dir, { workspace, ...options });
const count = async (text: string): Promise<number> => {
  const [row] = await (await testDatabase()).read({ name: "count", text, parameters: { workspace } });
  return Number(row!.get(0));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seed-"));
  await cp("seeds/it-assistant", folder, { recursive: true });
  first = await into(folder, { progress: (done) => seen.push(done) });
}, 8 * minutes);
afterAll(() => rm(folder, { recursive: true }));

test("the seed loads as a whole, and tells how far it is", () => {
  expect(first).toMatchObject({ name: "it-assistant", workspace, outcome: "LOADED", problems: [], documents: 21 });
  expect(first.created).toBeGreaterThan(800);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test("documents are split and embedded, and an older version ends where the newer one begins", async () => {
  expect(await count("MATCH (c:Chunk {workspace: $workspace}) WHERE size(c.embedding) > 0 RETURN count(c)")).toBeGreaterThan(40);
  expect(await count("MATCH (old:DocumentVersion {workspace: $workspace, key: 'kb/vpn-setup@3'}), (new:DocumentVersion {workspace: $workspace, key: 'kb/vpn-setup@4'}) WHERE old.validTo = new.validFrom RETURN count(*)")).toBe(1);
  expect(await count("MATCH (v:DocumentVersion {workspace: $workspace, state: 'APPROVED'}) RETURN count(v)")).toBe(21);
});

test("what leads to versions of documents is there too", async () => {
  expect(await count("MATCH (:PolicyVersion {workspace: $workspace, key: 'identity-check@1'})-[:BASED_ON]->(d:DocumentVersion) RETURN count(d)")).toBe(2);
  expect(await count("MATCH (r:Review {workspace: $workspace})-[:REVIEWS]->(:DocumentVersion {key: 'runbook/privileged-access@2'}) RETURN count(r)")).toBe(1);
});

test("edges hold since the seed says, so that the past can be asked about", async () => {
  expect(await count("MATCH (:Task {workspace: $workspace})-[e:SUBTASK_OF]->() WHERE e.validFrom = datetime('2025-09-01T00:00:00Z') RETURN count(e)")).toBeGreaterThan(25);
  expect(await count("MATCH (:PolicyVersion {workspace: $workspace, key: 'conversation-retention@2'})-[e:GOVERNS]->() WHERE e.validFrom = datetime('2026-01-31T00:00:00Z') RETURN count(e)")).toBe(1);
});

test("the same seed again is skipped", async () => {
  expect(await into(folder)).toMatchObject({ outcome: "SKIPPED", created: 0, updated: 0 });
});

test("a seed of which only a remark changed is loaded again and changes nothing", async () => {
  const before = await count("MATCH (n {workspace: $workspace}) WHERE NOT n:AuditEntry AND NOT n:ChangeEvent RETURN count(n)");
  await appendFile(join(folder, "tasks.yaml"), "\n# A remark.\n");
  expect(await into(folder)).toMatchObject({ outcome: "LOADED", created: 0, updated: 0, problems: [] });
  expect(await count("MATCH (n {workspace: $workspace}) WHERE NOT n:AuditEntry AND NOT n:ChangeEvent RETURN count(n)")).toBe(before);
}, 8 * minutes);

test("a seed with a problem is refused as a whole", async () => {
  await writeFile(join(folder, "more.yaml"), "Task:\n  - { key: extra, title: Extra, parent: nowhere }\n");
  expect(await into(folder)).toMatchObject({ outcome: "REFUSED", created: 0, problems: [{ file: "more.yaml", line: 2 }] });
  expect(await count("MATCH (t:Task {workspace: $workspace, key: 'extra'}) RETURN count(t)")).toBe(0);
});
