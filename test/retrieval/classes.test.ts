import { beforeAll, expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { embedderName, ingestDocuments, type Embedder } from "../../src/documents/offers.js";
import { grouped } from "../../src/entity/grouped.js";
import { random as randomFrom } from "../../src/entity/random.js";
import type { Database, Statement } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { bestChunks, wordedChunks, type Asked } from "../../src/retrieval/candidates.js";
import { classes, worded } from "../../src/retrieval/retrieval.queries.js";
import { wordsWithin } from "../../src/retrieval/wordsWithin.js";
import { keepClassIndexes } from "../../src/writes/classIndexes.js";
import { putInPlace } from "../../src/writes/outOfPlace.js";
import { finishMoves, moveOrClose } from "../../src/writes/largeMoves.js";
import { merge } from "../../src/writes/merge.js";
import { retire } from "../../src/writes/retire.js";
import { given, owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const random = randomFrom(6);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const dimensions = 8;
const chance = (): number[] => Array.from({ length: dimensions }, () => random() - 0.5);

/** A text is where chance puts it. */
const embedder: Embedder = {
  id: "by-chance", digest: "00", dimensions, query: () => Promise.resolve(Float32Array.from(chance())), passages: (texts) => Promise.resolve(texts.map(() => Float32Array.from(chance()))),
};
const workspace = freshWorkspace();
const domains = ["it", "network", "finance"];
const words = ["PUBLIC", "INTERNAL", "CONFIDENTIAL", "RESTRICTED"];
const documents = Array.from({ length: 30 }, (_, at) => `doc-${at}`);
/** So few chunks make a class large enough for an index. */
const kept = { workspace, least: 2, wait: 60 };
let database: Database;

const takeIn = async (keys: readonly string[]) => expect((await ingestDocuments(
  { graph: database.session(), workspace, principal: owner.principal, viewer: owner },
  keys.map((key) => ({ key, title: key, text: `The printer of ${key} prints nothing, ${Math.floor(random() * 1e9)} times.`, homeDomain: pick(domains), sensitivity: pick(words) })), { embedder },
)).errors).toEqual([]);

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [...domains.map((key) => ({ type: "Domain", key, title: key })), { type: "Corpus", key: "some", title: "Some" }]);
  await takeIn(documents);
  await given(database, workspace, documents.slice(0, 8).map((key) => ({ type: "Document", key, corpora: ["some"] })));
  await keepClassIndexes(database, kept);
});

const viewer = (scopes: readonly string[] | null, clearance: number): Viewer =>
  ({ principal: "person/test", scopes: scopes && [`${workspace}/*`, ...scopes.map((domain) => `${workspace}/${domain}`)], clearance, roles: [] });
const anyViewer = (): Viewer => viewer(random() < 0.3 ? null : domains.filter(() => random() < 0.6), pick([0, 1, 2, 3]));
const asked = (over: Partial<Asked> = {}): Asked =>
  ({ workspace, words: "", vector: chance(), embedder: embedderName(embedder), denied: [], corpora: [], languages: [], domains: [], documents: [], candidates: 4, asOf: new Date().toISOString(), ...over });

/** Asks indexes for no more than is wanted, `least` 1, where they have more than the chunks of a test: else they tell all at once. */
async function keysOf(who: Viewer, of: Asked, exactly = false, least = 100): Promise<{ readonly keys: readonly string[]; readonly cosines: readonly (number | null)[]; readonly statements: readonly Statement[] }> {
  const statements: Statement[] = [];
  const stop = database.observe((statement) => statements.push(statement));
  const at = { graph: database, viewer: who };
  const found = await bestChunks(at, of, exactly ? null : await classes(database, who, { workspace, asOf: of.asOf }), least);
  stop();
  return { keys: found.map(({ key }) => key), cosines: found.map(({ dense }) => dense), statements: statements.filter(({ name }) => name === "retrieval/nearest") };
}
const usesIndexes = ({ parameters }: Statement): boolean => (parameters["indexes"] as readonly string[]).length > 0;

interface Placed {
  readonly key: string;
  readonly scope: string;
  readonly sensitivity: number;
  readonly version: string;
  readonly others: readonly string[];
  /** What full-text searches keep to. */
  readonly told: readonly string[];
  readonly label: string | null;
  readonly collection: string | null;
  readonly pastLabel: string | null;
  /** The earlier of the end of its version and of its retirement, epoch milliseconds; null where neither has come. */
  readonly ended: number | null;
  /** Of its past class. */
  readonly until: number | null;
}
const placed = async (): Promise<readonly Placed[]> => (await database.read({ name: "test", parameters: { workspace }, text:
  `MATCH (chunk:Chunk {workspace: $workspace})-[:PART_OF]->(version)
   OPTIONAL MATCH (class:ChunkClass {workspace: $workspace, embedder: chunk.embedder, scope: chunk.scope, sensitivity: chunk.sensitivity})
   OPTIONAL MATCH (past:PastChunkClass {workspace: $workspace, embedder: chunk.embedder, scope: chunk.scope, sensitivity: chunk.sensitivity})
   OPTIONAL MATCH (collection:ChunkCollection {workspace: $workspace, embedder: chunk.embedder})
   RETURN chunk.key AS key, chunk.scope AS scope, chunk.sensitivity AS sensitivity, version.id AS version, class.label AS label, collection.label AS collection, past.label AS pastLabel,
     reduce(least = null, each IN [chunk.retiredAt, version.validTo] | CASE WHEN each > datetime() OR each IS NULL OR each.epochMillis > least THEN least ELSE each.epochMillis END) AS ended,
     past.until.epochMillis AS until, [each IN labels(chunk) WHERE each <> "Chunk"] AS others, split(coalesce(chunk.classes, ""), " ") AS told` })).map((row) => {
  const { ended, until, ...rest } = row.toObject() as unknown as Placed;
  return { ...rest, ended: ended === null ? null : Number(ended), until: until === null ? null : Number(until) };
});

/** Whether it has other labels than those of its class and collection, or of its past class, which what has ended may not be in yet, or tells of others. */
function isMislaid({ others, told, label, collection, pastLabel, ended, until }: Placed): boolean {
  const has = (...labels: readonly (string | null)[]) => [others, told].every((own) => [...own].sort().join() === [...labels].sort().join());
  return !has(label, collection) && !(ended !== null && has(pastLabel) && until !== null && until >= ended);
}
const isPast = ({ others, pastLabel }: Placed): boolean => pastLabel !== null && others.includes(pastLabel);

/** How often past classes were asked. */
let pastAsked = 0;
/** At which what is past was current. */
const moments: string[] = [];

const round = async (at: number): Promise<void> => {
  const some = documents.filter(() => random() < 0.3);
  await given(database, workspace, some.map((key) => ({ type: "Document", key, ...(random() < 0.7 && { homeDomain: pick(domains) }), ...(random() < 0.7 && { sensitivity: pick(words) }) })));
  await takeIn(documents.filter(() => random() < 0.1));
  if (at % 2 === 1) {
    await putInPlace(database, { workspace, grace: 0 });
    await keepClassIndexes(database, kept);
  }
};

test.each(Array.from({ length: 6 }, (_, at) => at))("moves %i: each chunk has the labels of its class and collection alone, and every viewer finds by indexes what it finds one by one, and within its classes all that has a word, now and in the past", async (at) => {
  await round(at);
  const chunks = await placed();
  expect(chunks.filter(isMislaid)).toEqual([]);
  moments.push(new Date().toISOString());
  let [indexed, printers] = [0, 0];
  for (let search = 0; search < 16; search += 1) {
    const who = anyViewer();
    const denied = random() < 0.5 ? [] : chunks.filter(() => random() < 0.6).map(({ version }) => version);
    const of = asked({ denied, ...(search % 4 === 3 && { asOf: pick(moments) }) });
    const { keys, cosines, statements } = await keysOf(who, of);
    indexed += statements.filter(usesIndexes).length;
    const past = new Set((await classes(database, who, { workspace, asOf: of.asOf })).filter((each) => each.isPast).flatMap(({ label, index }) => [label, ...(index === null ? [] : [index])]));
    pastAsked += statements.filter(({ parameters: { indexes, places } }) => [...(indexes as string[]), ...(places as { labels: string[] }[]).flatMap(({ labels }) => labels)].some((each) => past.has(each))).length;
    const byWords = async (text: string) => (await wordedChunks({ graph: database, viewer: who }, { ...of, words: text, candidates: 1_000 })).map(({ key }) => key).sort();
    const withPrinter = await byWords("text:printer");
    expect(await byWords(wordsWithin("printer", await classes(database, who, { workspace, asOf: of.asOf })))).toEqual(withPrinter);
    printers += withPrinter.length;
    const exact = await keysOf(who, of, true);
    expect(keys).toEqual(exact.keys);
    cosines.forEach((cosine, place) => expect(cosine).toBeCloseTo(exact.cosines[place]!, 5));
    const seen = new Map(chunks.map((chunk) => [chunk.key, chunk]));
    for (const key of keys) {
      const chunk = seen.get(key)!;
      expect(who.scopes === null || who.scopes.includes(chunk.scope)).toBe(true);
      expect(chunk.sensitivity <= who.clearance && !denied.includes(chunk.version)).toBe(true);
    }
  }
  expect(indexed).toBeGreaterThan(4);
  expect(printers).toBeGreaterThan(10);
});

test("past classes were asked by who looked at the past", () => expect(pastAsked).toBeGreaterThan(3));

const indexesOf = ({ parameters }: Statement): string => (parameters["indexes"] as readonly string[]).join();

test("one statement asks the collection, another its classes, and another more of those, only where what was proposed may not be used", async () => {
  const of = asked({ candidates: 1 });
  const free = await keysOf(viewer(null, 3), of, false, 1);
  const known = await classes(database, viewer(null, 3), { workspace, asOf: new Date().toISOString() });
  const [collection, own] = [known[0]!.collectionIndex!, known.flatMap(({ index }) => index ?? []).join()];
  expect(free.statements.map(indexesOf)[0]).toEqual(collection);
  const denied = (await placed()).filter(({ key }) => free.keys.includes(key)).map(({ version }) => version);
  const { keys, statements } = await keysOf(viewer(null, 3), { ...of, denied }, false, 1);
  expect(statements.map(indexesOf)).toEqual([collection, own, ...statements.slice(2).map(() => own)]);
  expect(statements.map(({ parameters }) => Number(parameters["nearest"]))).toEqual([1, 1, ...statements.slice(2).map((_, at) => 4 ** (at + 1))]);
  expect(keys).toEqual((await keysOf(viewer(null, 3), { ...of, denied }, true)).keys);
  expect(keys).not.toEqual(free.keys);
});

test("where an index's proposals are all denied, what lies behind them is found, whatever else is found", async () => {
  const chunks = await placed();
  for (let search = 0; search < 12; search += 1) {
    const left = new Set([...grouped(chunks, ({ label }) => label).values()].map((own) => pick(own).key));
    const of = asked({ candidates: 1 + (search % 2), denied: chunks.filter(({ key }) => !left.has(key)).map(({ version }) => version) });
    expect((await keysOf(viewer(null, 3), of, false, 1)).keys).toEqual((await keysOf(viewer(null, 3), of, true)).keys);
  }
});

test("so are words in what is left where the best with them are denied", async () => {
  const chunks = await placed();
  const current = chunks.filter(({ ended }) => ended === null);
  for (let search = 0; search < 4; search += 1) {
    const left = new Set([pick(current).version, pick(current).version]);
    const of = asked({ words: "printer", candidates: 2, denied: chunks.filter(({ version }) => !left.has(version)).map(({ version }) => version) });
    const { keys } = await keysOf(viewer(null, 3), of);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys).toEqual((await keysOf(viewer(null, 3), of, true)).keys);
  }
});

test("filters that lead to few documents are followed from their end", async () => {
  const { keys, statements } = await keysOf(viewer(null, 3), asked({ corpora: ["some"] }));
  expect(statements.map(({ parameters }) => parameters["among"])).toEqual(["corpora"]);
  expect(keys.every((key) => documents.slice(0, 8).some((document) => key.startsWith(`${document}@`)))).toBe(true);
});

test("where the index of the collection is gone classes are asked, and a class whose index is gone, or that shrank, is searched one by one", async () => {
  const drop = (name: string) => database.write("test", (transaction) => transaction.run(`DROP INDEX ${name}`, {}));
  const known = await classes(database, viewer(null, 3), { workspace, asOf: new Date().toISOString() });
  const of = asked();
  const exact = await keysOf(viewer(null, 3), of, true);
  await drop(known[0]!.collectionIndex!);
  const without = await keysOf(viewer(null, 3), of);
  expect(without.statements.map(indexesOf).slice(0, 2)).toEqual([known[0]!.collectionIndex, known.flatMap(({ index }) => index ?? []).join()]);
  await drop(known.flatMap(({ index }) => index ?? [])[0]!);
  const before = await keysOf(viewer(null, 3), of);
  expect(before.statements.map(usesIndexes)).toEqual([true, true, false]);
  await keepClassIndexes(database, { ...kept, least: 1_000 });
  const after = await keysOf(viewer(null, 3), of);
  expect(after.statements.map(usesIndexes)).toEqual([false]);
  for (const { keys } of [without, before, after]) expect(keys).toEqual(exact.keys);
  expect(await database.read({ name: "test", parameters: { workspace }, text: "MATCH (group:ChunkClass|ChunkCollection {workspace: $workspace}) WHERE group.index IS NOT NULL RETURN group" })).toEqual([]);
});

test("chunks that were found before aren't measured again, and keep their cosines", async () => {
  const at = { graph: database, viewer: viewer(null, 3) };
  const of = asked({ words: "text:printer", candidates: 10 });
  const [first, ...others] = await wordedChunks(at, of);
  expect(others.length).toBeGreaterThan(1);
  const rows = await worded(at.graph, at.viewer, { ...of, measured: [first!.id] });
  expect(rows.filter(({ dense }) => dense === null).map(({ id }) => id)).toEqual([first!.id]);
  expect(await wordedChunks(at, of, [{ ...first!, dense: 0.125 }])).toEqual([{ ...first!, dense: 0.125 }, ...others]);
});

test("labels follow where documents are merged, and where so much moves that it is closed first", async () => {
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner };
  await given(database, workspace, [{ type: "Document", key: "doc-0", homeDomain: "it", sensitivity: "PUBLIC" }, { type: "Document", key: "doc-1", homeDomain: "network", sensitivity: "RESTRICTED" }]);
  await merge(context, "Document", "doc-0", "doc-1");
  const [row] = await database.read({ name: "test", parameters: { workspace }, text: "MATCH (document:Document {workspace: $workspace, key: 'doc-2'}) RETURN document.id AS id" });
  const move = { label: "Document", id: row!.get("id") as string, scope: `${workspace}/finance`, sensitivity: 2, own: 2 };
  await database.write("test", (transaction) => moveOrClose(transaction, catalogue.entities, workspace, [move], 0));
  await finishMoves(database, catalogue.entities, workspace);
  const chunks = await placed();
  const of = (document: string) => chunks.filter(({ key }) => key.startsWith(`${document}@`)).map(({ scope, sensitivity }) => `${scope} ${sensitivity}`);
  expect(new Set([...of("doc-0"), ...of("doc-1")])).toEqual(new Set([`${workspace}/network 3`]));
  expect(new Set(of("doc-2"))).toEqual(new Set([`${workspace}/finance 2`]));
  expect(chunks.filter(isMislaid)).toEqual([]);
});

test("what has ended moves to past classes, which who asks about now leaves out, and back where it ends later", async () => {
  const context = { graph: database.session(), workspace, principal: owner.principal, viewer: owner };
  const before = new Date().toISOString();
  const of = (document: string, chunks: readonly Placed[]) => chunks.filter(({ key }) => key.startsWith(`${document}@`));
  const versions = [...new Set(of("doc-3", await placed()).map(({ key }) => key.slice(0, key.indexOf("#"))))];
  const end = (validTo: string) => given(database, workspace, versions.map((key) => ({ type: "DocumentVersion", key, validTo })));
  await end(before);
  await retire(context, "Document", ["doc-4"], "It is over.");
  expect((await placed()).filter(isMislaid)).toEqual([]);
  await putInPlace(database, { workspace, grace: 0 });
  const moved = await placed();
  expect(moved.filter(isMislaid)).toEqual([]);
  expect(moved.filter((chunk) => isPast(chunk) !== (chunk.ended !== null))).toEqual([]);
  for (const document of ["doc-3", "doc-4"]) expect(of(document, moved).some(isPast)).toBe(true);
  const past = [...new Set(moved.filter(isPast).map(({ pastLabel }) => pastLabel))].sort();
  const labels = async (asOf: string) => (await classes(database, viewer(null, 3), { workspace, asOf })).filter((each) => each.isPast).map(({ label }) => label).sort();
  expect(await labels(new Date().toISOString())).toEqual([]);
  expect(await labels("2020-01-01T00:00:00Z")).toEqual(expect.arrayContaining(past));
  for (const later of [new Date().toISOString(), "2999-01-01T00:00:00.000Z"]) {
    await end(later);
    const chunks = await placed();
    expect(chunks.filter(isMislaid)).toEqual([]);
    expect(of("doc-3", chunks).every(isPast)).toBe(!later.startsWith("2999"));
  }
});

test("a version that ends later while what has ended is moved is current in the end, or past, as it is then", async () => {
  const versions = [...new Set((await placed()).filter(({ key }) => /^doc-1\d@/.test(key)).map(({ key }) => key.slice(0, key.indexOf("#"))))];
  const end = (some: readonly string[], validTo: string) => given(database, workspace, some.map((key) => ({ type: "DocumentVersion", key, validTo })));
  for (let round = 0; round < 4; round += 1) {
    await end(versions, new Date().toISOString());
    await Promise.all([putInPlace(database, { workspace, grace: 0 }), end(versions.filter((_, at) => at % 4 !== round), "2999-01-01T00:00:00.000Z"), putInPlace(database, { workspace, grace: 0 })]);
    expect((await placed()).filter(isMislaid)).toEqual([]);
  }
});

test("what has ended is left where it is for a while, for searches that began before", async () => {
  await given(database, workspace, [{ type: "DocumentVersion", key: "doc-20@1", validTo: new Date().toISOString() }]);
  const before = (await placed()).filter(isPast).length;
  await putInPlace(database, { workspace });
  expect((await placed()).filter(isPast).length).toBe(before);
});

/** What the index itself gives for words within classes, by the labels of where they are. */
const proposed = async (words: string, within: Parameters<typeof wordsWithin>[1]): Promise<readonly (readonly string[])[]> =>
  (await database.read({ name: "test", parameters: { words: wordsWithin(words, within) }, text: "CALL db.index.fulltext.queryNodes('chunk_search', $words) YIELD node RETURN labels(node) AS labels" })).map((row) => row.get("labels") as readonly string[]);
/** As many ideographs as that, each another. */
const ideographs = (count: number): string => Array.from({ length: count }, (_, at) => String.fromCodePoint(0x4e00 + at)).join("");

test("the full-text index proposes nothing from outside the classes, and nothing at all for words that are all stop words", async () => {
  const known = (await classes(database, owner, { workspace, asOf: new Date().toISOString() })).filter(({ isPast }) => !isPast);
  expect(known.length).toBeGreaterThan(3);
  const own = known.slice(0, 2);
  const found = await proposed("printer", own);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((labels) => !own.some(({ label }) => labels.includes(label)))).toEqual([]);
  expect((await proposed("printer", known)).length).toBeGreaterThan(found.length);
  for (const words of ["the", "is it on", "not to be \\-"]) expect(await proposed(words, known)).toEqual([]);
});

/** Katakana and Latin letters by turns, which Lucene takes apart. */
const turns = (count: number): string => Array.from({ length: count }, (_, at) => String.fromCodePoint((at % 2 === 0 ? 0x30a1 : 0x61) + (at % 26))).join("");

test.each([["ideographs", 10, 400], ["ideographs", 600, 400], ["ideographs", 1_000, 400], ["ideographs", 1_000, 0], ["turns", 1_000, 400]])("Lucene takes %s, %i of them, within %i classes more", async (kind, count, more) => {
  const known = await classes(database, owner, { workspace, asOf: new Date().toISOString() });
  const others = Array.from({ length: more }, (_, at) => ({ ...known[0]!, label: `Chunk_${at.toString(16).padStart(32, "0")}` }));
  await expect(proposed((kind === "turns" ? turns : ideographs)(count), [...others, ...known])).resolves.toBeInstanceOf(Array);
});

test("a chunk that doesn't tell of its class, as what wrote it knew of no such thing, is placed anew", async () => {
  const current = (await placed()).filter((chunk) => chunk.ended === null);
  const [bare, moved] = current as [Placed, Placed, ...Placed[]];
  await database.write("test", (transaction) => transaction.run("UNWIND $rows AS row MATCH (chunk:Chunk {workspace: $workspace, key: row[0]}) SET chunk.classes = row[1]",
    { workspace, rows: [[bare.key, null], [moved.key, `Chunk_${"0".repeat(32)} ${moved.collection}`]] }));
  expect((await placed()).filter(isMislaid).map(({ key }) => key).sort()).toEqual([bare.key, moved.key].sort());
  await putInPlace(database, { workspace });
  expect((await placed()).filter(isMislaid)).toEqual([]);
});
