import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { documentFiles } from "../../src/ingest/documentFiles.js";
import { documentText } from "../../src/ingest/documentText.js";
import { ingestFiles, type IngestFilesOptions } from "../../src/ingest/ingestFiles.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";
import { pdf } from "./pdf.js";

withModel();
const database = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "evalgraph-ingest-"));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
/** A folder of its own with these files. */
function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const own = join(root, `handbook-${++folders}`);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(own, path)), { recursive: true });
    writeFileSync(join(own, path), content);
  }
  return own;
}

const into = (workspace: string) => ({ graph: database.session(), workspace, principal: owner.principal, viewer: owner, request: "test" });
const ingest = (workspace: string, paths: readonly string[], options: IngestFilesOptions = {}) => ingestFiles(into(workspace), documentFiles(paths), options);
const rows = async (workspace: string, text: string) => (await database.read({ name: "test", text, parameters: { workspace } })).map((row) => row.toObject() as Record<string, unknown>);

const printing = `# Printing\n\n${"Hold the green button until the light goes off. ".repeat(40)}`;
const files = {
  "printing.md": printing, "net/vpn.html": "<html lang='en'><title>VPN</title><body><h1>The VPN</h1><p>It needs a token.</body></html>", "notes.txt": "Ask the desk.",
  "paper.pdf": pdf([[{ text: "Paper", y: 780, size: 22 }, { text: "Use 80 g paper.", y: 740 }]]), "logo.png": "x", ".git/config.md": "# no", "node_modules/a/readme.md": "# no",
};
const everything = (workspace: string) => rows(workspace, "MATCH (n {workspace: $workspace}) RETURN labels(n)[0] AS label, count(*) AS n ORDER BY label");

test("a folder becomes documents whose keys are paths, whose chunks are exact spans of the text, and the same again changes nothing", async () => {
  const workspace = freshWorkspace();
  await given(database, workspace, [{ type: "Domain", key: "it", title: "IT" }]);
  const path = folder(files);
  const options = { prefix: "hb/", domain: "it", corpus: "handbook", sensitivity: "CONFIDENTIAL", language: "en" };
  const told: number[] = [];
  expect(await ingest(workspace, [path], { ...options, progress: (done) => told.push(done) })).toMatchObject({ files: 4, others: 1, written: 4, unchanged: 0, ended: [], problems: [] });
  expect([told.at(-1), [...told].sort((a, b) => a - b)]).toEqual([4, told]);
  const documents = await rows(workspace, `MATCH (d:Document {workspace: $workspace})-[:IN_CORPUS]->(c:Corpus) MATCH (d)<-[:VERSION_OF]-(v)
    RETURN d.key AS key, d.title AS title, d.scope AS scope, d.sensitivity AS sensitivity, d.source AS source, c.key AS corpus, v.language AS language, v.textDigest AS digest ORDER BY key`);
  const shared = { scope: `${workspace}/it`, sensitivity: 2, source: `hb/${basename(path)}`, corpus: "handbook", language: "en" };
  expect(documents.map(({ digest: _, sensitivity, ...rest }) => ({ ...rest, sensitivity: Number(sensitivity) }))).toEqual([
    { key: "hb/net/vpn.html", title: "The VPN", ...shared }, { key: "hb/notes.txt", title: "notes", ...shared }, { key: "hb/paper.pdf", title: "Paper", ...shared }, { key: "hb/printing.md", title: "Printing", ...shared },
  ]);
  for (const file of documentFiles([path]).files) {
    const { text } = await documentText(file.kind, await file.read());
    const own = documents.find(({ key }) => key === `hb/${file.path}`)!;
    expect(own["digest"]).toBe(createHash("sha256").update(text).digest("hex"));
    const chunks = await rows(workspace, `MATCH (c:Chunk {workspace: $workspace})-[:PART_OF]->()-[:VERSION_OF]->({key: "${String(own["key"])}"}) RETURN c.text AS text, c.start AS start, c.end AS end, c.digest AS digest`);
    expect(chunks.length).toBeGreaterThan(0);
    for (const chunk of chunks) {
      expect(chunk["text"]).toBe(text.slice(Number(chunk["start"]), Number(chunk["end"])));
      expect(chunk["digest"]).toBe(createHash("sha256").update(String(chunk["text"])).digest("hex"));
    }
  }
  const before = await everything(workspace);
  expect(await ingest(workspace, [path], options)).toMatchObject({ written: 0, unchanged: 4, problems: [] });
  expect(await everything(workspace)).toEqual(before);
});

test("a changed file makes a version, and no search takes the chunks of the one before", async () => {
  const workspace = freshWorkspace();
  const path = folder({ "printing.md": printing });
  await ingest(workspace, [path]);
  writeFileSync(join(path, "printing.md"), "# Printing\n\nAsk the desk.");
  expect(await ingest(workspace, [path])).toMatchObject({ written: 1, chunks: 1 });
  const versions = await rows(workspace, "MATCH (v:DocumentVersion {workspace: $workspace}) RETURN v.key AS key, v.validTo IS NULL AS isCurrent ORDER BY key");
  expect(versions).toEqual([{ key: "printing.md@1", isCurrent: false }, { key: "printing.md@2", isCurrent: true }]);
});

test("bad files are reported with their paths, and the rest goes on", async () => {
  const workspace = freshWorkspace();
  const path = folder({
    "a.md": "# Fine\n\nIt is fine.", "latin.txt": Uint8Array.of(0x63, 0x61, 0x66, 0xe9), "empty.html": "<p> </p>", "locked.pdf": pdf([[{ text: "x", y: 700 }]], { encrypted: true }),
    "broken.pdf": "%PDF-1.4 no", "c#.md": "# C sharp", "tongue.md": "---\ntitle: T\nlang: no such tongue\n---\nText.",
  });
  const { written, problems } = await ingest(workspace, [path]);
  expect(written).toBe(1);
  expect(Object.fromEntries(problems.map(({ file, reason }) => [basename(file), reason]))).toEqual({
    "latin.txt": "It isn't UTF-8; save it as UTF-8.", "empty.html": "It is empty; nothing can be found in it.", "locked.pdf": expect.stringContaining("password"),
    "broken.pdf": expect.stringContaining("damaged"), "c#.md": expect.stringContaining("reserved"), "tongue.md": expect.stringContaining("BCP 47"),
  });
});

test("files given themselves have their names as keys; of two with one name the second is reported", async () => {
  const workspace = freshWorkspace();
  const [one, other] = [folder({ "a/readme.md": "One." }), folder({ "b/readme.md": "Other." })].map((path, at) => join(path, at === 0 ? "a" : "b", "readme.md"));
  const { written, problems } = await ingest(workspace, [one!, other!]);
  expect([written, problems]).toEqual([1, [{ file: other, reason: expect.stringContaining(`which ${one} has`) }]]);
  expect(() => documentFiles([join(root, "nowhere")])).toThrow("There is nothing at");
  expect(() => documentFiles([join(folder({ "a.png": "x" }), "a.png")])).toThrow("is no document that can be read; expected a file that ends in .md");
});

test("with prune what has no file any more ends, for its own folder only, and comes back with its file", async () => {
  const workspace = freshWorkspace();
  const [path, other] = [folder({ "a.md": "About A.", "b.md": "About B." }), folder({ "c.md": "About C." })];
  await ingest(workspace, [path, other]);
  rmSync(join(path, "b.md"));
  expect(await ingest(workspace, [path])).toMatchObject({ ended: [] });
  expect(await ingest(workspace, [path], { prune: true })).toMatchObject({ unchanged: 1, ended: ["b.md"] });
  expect(await ingest(workspace, [path], { prune: true })).toMatchObject({ ended: [] });
  const current = async () => (await rows(workspace, "MATCH (v:DocumentVersion {workspace: $workspace}) WHERE v.validTo IS NULL RETURN v.key AS key ORDER BY key")).map(({ key }) => key);
  expect(await current()).toEqual(["a.md@1", "c.md@1"]);
  writeFileSync(join(path, "b.md"), "About B.");
  expect(await ingest(workspace, [path], { prune: true })).toMatchObject({ written: 1, unchanged: 1, ended: [] });
  expect(await current()).toEqual(["a.md@1", "b.md@2", "c.md@1"]);
  for (const name of ["a.md", "b.md"]) rmSync(join(path, name));
  expect(await ingest(workspace, [path], { prune: true })).toMatchObject({ ended: [], problems: [{ file: basename(path) }] });
});

test("a corpus that is there keeps its title, and one that the writer can't make keeps everything out", async () => {
  const workspace = freshWorkspace();
  await given(database, workspace, [{ type: "Corpus", key: "guides", title: "Guides for all" }]);
  const path = folder({ "a.md": "About A." });
  expect((await ingest(workspace, [path], { corpus: "guides" })).problems).toEqual([]);
  expect(await rows(workspace, "MATCH (c:Corpus {workspace: $workspace}) RETURN c.title AS title")).toEqual([{ title: "Guides for all" }]);
  await expect(ingest(workspace, [path], { corpus: "gui@des" })).rejects.toMatchObject({ code: "BAD_INPUT" });
});
