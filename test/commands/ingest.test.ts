import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { run } from "../../src/commands/program.js";
import { databaseAddress, freshWorkspace } from "../support/database.js";
import { withModel } from "../support/model.js";
import { withPrinted } from "../support/printed.js";

const printed = withPrinted();

withModel();
let folder: string;
let workspace: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "evalgraph-command-"));
  workspace = freshWorkspace();
  mkdirSync(join(folder, "guides"));
  writeFileSync(join(folder, "guides", "printer.md"), "# Printers\n\nHold the button.");
  const { uri, user, password } = await databaseAddress();
  for (const [name, value] of Object.entries({ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password })) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const ingest = (...more: readonly string[]) => run(["ingest", ...more, "--workspace", workspace]);

test("a folder that is taken in whole ends with 0, and shows how far it is", async () => {
  expect(await ingest(folder)).toBe(0);
  expect(printed.out).toBe(`1 files in workspace ${workspace}: 1 written, 0 unchanged, 1 chunks.\n`);
  expect(printed.err).toContain("files: 1 of 1");
  printed.out = "";
  expect(await ingest(folder, "--json")).toBe(0);
  expect(JSON.parse(printed.out)).toEqual({ files: 1, others: 0, written: 0, unchanged: 1, chunks: 1, ended: [], problems: [] });
});

test("one with a bad file ends with 1 and says which and why, the rest is there", async () => {
  writeFileSync(join(folder, "latin.txt"), Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
  expect(await ingest(folder)).toBe(1);
  expect(printed.out).toBe(`2 files in workspace ${workspace}: 1 written, 0 unchanged, 1 chunks.\n1 not taken:\n- ${join(folder, "latin.txt")}: It isn't UTF-8; save it as UTF-8.\n`);
});

test.each([
  [["--domain", "nowhere"], 1, 'There is no Domain with the key "nowhere"'], [["--sensitivity", "SECRET"], 2, "Allowed choices are PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED"],
] as const)("%j is told before anything is read", async (more, code, sentence) => {
  expect(await ingest(folder, ...more)).toBe(code);
  expect(printed.err).toContain(sentence);
});

test("to prune without a folder is refused", async () => {
  expect(await ingest(join(folder, "guides", "printer.md"), "--prune")).toBe(1);
  expect(printed.err).toContain("--prune needs a folder");
});
