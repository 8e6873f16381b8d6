import { beforeAll, expect, test } from "vitest";
import { embedderName } from "../../src/documents/offers.js";
import { grouped } from "../../src/entity/grouped.js";
import type { Database, Statement } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { workThrough } from "../../src/models/offers.js";
import { retrieve } from "../../src/retrieval/retrieve.js";
import { defaultSettings, type RetrievalSettings } from "../../src/retrieval/settings.js";
import { keepClassIndexes } from "../../src/writes/classIndexes.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";
import { plant } from "../support/planted.js";
import { mayRetrieve, world, type World } from "./world.js";

/** 500 worlds from the first on, or the part of 10,000 that `npm run test:property` is at. */
const [from, cases] = [Number(process.env["EVALGRAPH_PROPERTY_FROM"] ?? 0), Number(process.env["EVALGRAPH_PROPERTY_CASES"] ?? 500)];
/** Worlds that are in the database at a time. */
const together = 250;
/** Of so many worlds one has vector indexes: Neo4j takes a tenth of a second to make and drop one. */
const indexedOf = 11;
/** So few chunks in a place make it large enough for indexes; the other classes of a world are searched one by one. */
const enough = 2;
/** Of so many worlds indexes are made and chunks searched at once: while one waits another is worked on. */
const atOnce = 6;
/** Everything that may be found is taken: what is missing is as wrong as what is too much. */
const everything: RetrievalSettings = { ...defaultSettings, floor: -1, duplicate: 2, hits: 100 };
/** Of so many worlds one is searched with a single candidate a channel too, so that the rest is brought by the graph. */
const few = 10;
const embedder = withModel();
const seeds = Array.from({ length: cases }, (_, at) => from + at);
let database: Database;
let vector: readonly number[];
beforeAll(async () => {
  database = await testDatabase();
  vector = [...(await embedder().passages(["The printer on the second floor prints nothing."]))[0]!];
});

test.each(seeds.filter((seed) => seed % together === 0))("in the worlds from %i on, a pack has the chunks that a plain model of the rules allows, and no other, whatever the graph leads to", async (first) => {
  const batch = seeds.slice(first - from, first - from + together).map((seed) => ({ seed, workspace: freshWorkspace() })).map((each) => ({ ...each, made: world(each.seed, each.workspace) }));
  await plant(database, "", batch.flatMap(({ made }) => made.nodes(vector, embedderName(embedder()))), batch.flatMap(({ made }) => made.edges));
  const indexed = batch.filter(({ seed }) => seed % indexedOf === 0);
  await workThrough(indexed, atOnce, ({ workspace }) => keepClassIndexes(database, { workspace, least: enough, wait: 60 }));
  const searches: Statement[] = [];
  const stop = database.observe((statement) => void (statement.name === "retrieval/nearest" && searches.push(statement)));
  await workThrough(batch, atOnce, async ({ seed, workspace, made }) => expect([seed, await found(workspace, made)]).toEqual([seed, allowed(made)]));
  const led = await workThrough(batch.filter(({ seed }) => seed % few === 0), atOnce, async ({ seed, workspace, made }) => ({ seed, made, keys: await found(workspace, made, { ...everything, candidates: 1 }) }));
  for (const { seed, made, keys } of led) expect([seed, allowed(made)]).toEqual([seed, expect.arrayContaining([...keys])]);
  expect(led.some(({ keys }) => keys.length > 2)).toBe(true);
  stop();
  const asked = indexed.map(({ seed, workspace, made }) => ({ seed, wanted: indexesFor(made), used: indexesIn(searches.find(({ parameters }) => parameters["workspace"] === workspace)) }));
  expect(asked.filter((each) => each.used !== null && each.used !== each.wanted && !isThroughCollection(each))).toEqual([]);
  throughIndexes.push(...asked.filter(({ used }) => used !== null && used > 0));
  await workThrough(indexed, atOnce, ({ workspace }) => keepClassIndexes(database, { workspace, least: Infinity }));
  await database.write("test/remove", (transaction) => transaction.run("MATCH (n) WHERE n.workspace IN $workspaces DETACH DELETE n", { workspaces: batch.map(({ workspace }) => workspace) }));
}, 600_000);

test("of the worlds with indexes a fair share was searched by these, some by those of classes and some by that of a collection", () => {
  expect(throughIndexes.length).toBeGreaterThan(cases / indexedOf / 4);
  expect(throughIndexes.filter(isThroughCollection).length).toBeGreaterThan(0);
  expect(throughIndexes.filter((each) => !isThroughCollection(each)).length).toBeGreaterThan(0);
});

/** How many indexes a search would have asked of classes, and how many it asked. */
interface AskedIndexes {
  readonly wanted: number;
  readonly used: number | null;
}
const throughIndexes: AskedIndexes[] = [];
const isThroughCollection = ({ wanted, used }: AskedIndexes): boolean => wanted > 1 && used === 1;

async function found(workspace: string, { caller: { principal, task, purpose, scopes, clearance } }: World, settings = everything): Promise<readonly string[]> {
  const viewer: Viewer = { principal, scopes: scopes && scopes.map((domain) => `${workspace}/${domain}`), clearance, roles: [] };
  const pack = await retrieve({ graph: database, viewer }, {
    workspace, task, query: "Which printer prints nothing?", maxTokens: 100_000, purpose, language: null, asOf: null,
    filters: { corpora: [], languages: [], domains: [], documents: [] }, actions: ["RETRIEVE"],
  }, embedder(), settings);
  return pack.hits.map(({ versionKey }) => versionKey).sort();
}

/** Indexes that a search of a world's caller asks, of classes that it sees; where there are several, that of their collection may do. */
function indexesFor({ versions, caller: { scopes, clearance } }: World): number {
  const places = grouped(versions, ({ home, sensitivity, chunk }) => `${home} ${Math.max(sensitivity, chunk)}`);
  const isCurrent = ({ isCurrent, hasEnded }: World["versions"][number]) => isCurrent || !hasEnded;
  return [...places.values()].filter((own) => own.length >= enough && own.some(isCurrent) && (scopes === null || scopes.includes(own[0]!.home)) && Math.max(own[0]!.sensitivity, own[0]!.chunk) <= clearance).length;
}
/** Null where policies keep the task from all documents, so that none is searched for. */
const indexesIn = (search: Statement | undefined): number | null => (search === undefined ? null : (search.parameters["indexes"] as readonly string[]).length);

const allowed = (made: World) => made.versions.filter((version) => mayRetrieve(made, version)).map(({ key }) => key).sort();

test("in the worlds policies take from what callers see, and open what is restricted", () => {
  const worlds = seeds.slice(0, together).map((seed) => world(seed, "any"));
  const differing = (without: World["policies"][number]["effect"], allowedBefore: boolean) => worlds.flatMap((made) => made.versions
    .filter((version) => mayRetrieve({ ...made, policies: made.policies.filter(({ effect }) => effect !== without) }, version) === allowedBefore && mayRetrieve(made, version) !== allowedBefore)).length;
  expect(differing("PROHIBIT", true)).toBeGreaterThan(10);
  expect(differing("PERMIT", false)).toBeGreaterThan(1);
  expect(worlds.flatMap(allowed).length).toBeGreaterThan(20);
});
