import { beforeAll, expect, test } from "vitest";
import { embedderName } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { retrieve } from "../../src/retrieval/retrieve.js";
import { defaultSettings } from "../../src/retrieval/settings.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";
import { plant } from "../support/planted.js";
import { mayRetrieve, world, type World } from "./world.js";

const cases = 40;
/** Everything that may be found is taken: what is missing is as wrong as what is too much. */
const everything = { ...defaultSettings, floor: -1, duplicate: 2, hits: 100 };
const embedder = withModel();
let database: Database;
const workspaces = Array.from({ length: cases }, () => freshWorkspace());
const worlds = workspaces.map((workspace, seed) => world(seed, workspace));
beforeAll(async () => {
  database = await testDatabase();
  const vector = [...(await embedder().passages(["The printer on the second floor prints nothing."]))[0]!];
  await plant(database, "", worlds.flatMap((made) => made.nodes(vector, embedderName(embedder()))), worlds.flatMap(({ edges }) => edges));
});

test.each(Array.from({ length: cases }, (_, seed) => seed))("world %i: a pack has the chunks that a plain model of the rules allows, and no other", async (seed) => {
  const [workspace, made] = [workspaces[seed]!, worlds[seed]!];
  const { principal, task, purpose, scopes, clearance } = made.caller;
  const viewer: Viewer = { principal, scopes: scopes && scopes.map((domain) => `${workspace}/${domain}`), clearance, roles: [] };
  const pack = await retrieve({ graph: database, viewer }, {
    workspace, task, query: "Which printer prints nothing?", maxTokens: 100_000, purpose, language: null, asOf: null,
    filters: { corpora: [], languages: [], domains: [], documents: [] }, actions: ["RETRIEVE"],
  }, embedder(), everything);
  expect(pack.hits.map(({ versionKey }) => versionKey).sort()).toEqual(allowed(made));
});

const allowed = (made: World) => made.versions.filter((version) => mayRetrieve(made, version)).map(({ key }) => key).sort();

test("in the worlds policies take from what callers see, and open what is restricted", () => {
  const differing = (without: World["policies"][number]["effect"], allowedBefore: boolean) => worlds.flatMap((made) => made.versions
    .filter((version) => mayRetrieve({ ...made, policies: made.policies.filter(({ effect }) => effect !== without) }, version) === allowedBefore && mayRetrieve(made, version) !== allowedBefore)).length;
  expect(differing("PROHIBIT", true)).toBeGreaterThan(10);
  expect(differing("PERMIT", false)).toBeGreaterThan(1);
  expect(worlds.flatMap(allowed).length).toBeGreaterThan(20);
});
