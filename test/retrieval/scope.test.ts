import { beforeAll, expect, test } from "vitest";
import { embedderName } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { retrieve } from "../../src/retrieval/retrieve.js";
import { defaultSettings, type RetrievalSettings } from "../../src/retrieval/settings.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";
import { plant } from "../support/planted.js";
import { mayRetrieve, world, type World } from "./world.js";

/** 500, or as many as `npm run test:property` has. */
const cases = Number(process.env["EVALGRAPH_PROPERTY_CASES"] ?? 500);
/** Worlds that are in the database at a time: full-text search reads all workspaces' hits. */
const together = 250;
/** Everything that may be found is taken: what is missing is as wrong as what is too much. */
const everything: RetrievalSettings = { ...defaultSettings, floor: -1, duplicate: 2, hits: 100 };
/** Of so many worlds one is searched with a single candidate a channel too, so that the rest is brought by the graph. */
const few = 10;
const embedder = withModel();
const seeds = Array.from({ length: cases }, (_, seed) => seed);
let database: Database;
let vector: readonly number[];
beforeAll(async () => {
  database = await testDatabase();
  vector = [...(await embedder().passages(["The printer on the second floor prints nothing."]))[0]!];
});

test.each(seeds.filter((seed) => seed % together === 0))("in the worlds from %i on, a pack has the chunks that a plain model of the rules allows, and no other, whatever the graph leads to", async (first) => {
  const batch = seeds.slice(first, first + together).map((seed) => ({ seed, workspace: freshWorkspace() })).map((each) => ({ ...each, made: world(each.seed, each.workspace) }));
  await plant(database, "", batch.flatMap(({ made }) => made.nodes(vector, embedderName(embedder()))), batch.flatMap(({ made }) => made.edges));
  for (const { seed, workspace, made } of batch) expect([seed, await found(workspace, made)]).toEqual([seed, allowed(made)]);
  const led = await Promise.all(batch.filter(({ seed }) => seed % few === 0).map(async ({ seed, workspace, made }) => ({ seed, made, keys: await found(workspace, made, { ...everything, candidates: 1 }) })));
  for (const { seed, made, keys } of led) expect([seed, allowed(made)]).toEqual([seed, expect.arrayContaining([...keys])]);
  expect(led.some(({ keys }) => keys.length > 2)).toBe(true);
  await database.write("test/remove", (transaction) => transaction.run("MATCH (n) WHERE n.workspace IN $workspaces DETACH DELETE n", { workspaces: batch.map(({ workspace }) => workspace) }));
});

async function found(workspace: string, { caller: { principal, task, purpose, scopes, clearance } }: World, settings = everything): Promise<readonly string[]> {
  const viewer: Viewer = { principal, scopes: scopes && scopes.map((domain) => `${workspace}/${domain}`), clearance, roles: [] };
  const pack = await retrieve({ graph: database, viewer }, {
    workspace, task, query: "Which printer prints nothing?", maxTokens: 100_000, purpose, language: null, asOf: null,
    filters: { corpora: [], languages: [], domains: [], documents: [] }, actions: ["RETRIEVE"],
  }, embedder(), settings);
  return pack.hits.map(({ versionKey }) => versionKey).sort();
}

const allowed = (made: World) => made.versions.filter((version) => mayRetrieve(made, version)).map(({ key }) => key).sort();

test("in the worlds policies take from what callers see, and open what is restricted", () => {
  const worlds = seeds.slice(0, together).map((seed) => world(seed, "any"));
  const differing = (without: World["policies"][number]["effect"], allowedBefore: boolean) => worlds.flatMap((made) => made.versions
    .filter((version) => mayRetrieve({ ...made, policies: made.policies.filter(({ effect }) => effect !== without) }, version) === allowedBefore && mayRetrieve(made, version) !== allowedBefore)).length;
  expect(differing("PROHIBIT", true)).toBeGreaterThan(10);
  expect(differing("PERMIT", false)).toBeGreaterThan(1);
  expect(worlds.flatMap(allowed).length).toBeGreaterThan(20);
});
