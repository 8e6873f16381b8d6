import { beforeAll, expect, test } from "vitest";
import { ingestDocuments } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { ask, given, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;

const passages = {
  "people/ana": { title: "Ana Orlund", text: "Ana Orlund keeps the books at Velmora Shipyard.", homeDomain: "people" },
  "work/velmora": { title: "Velmora Shipyard", text: "Velmora Shipyard opened in 1884 with two slipways on the western bank.", homeDomain: "work" },
  "work/tarn": { title: "Tarn Shipyard", text: "Tarn Shipyard opened in 1902 with one slipway at the lake.", homeDomain: "work" },
  "people/bo": { title: "Bo Relling", text: "Bo Relling drives a lorry, as Lantern Street List says.", language: "sv", homeDomain: "people" },
  "lists/lantern": { title: "Lantern Street List", text: "A list of who lives where.", language: "sv", homeDomain: "lists" },
  "people/cy": { title: "Cy Harrow", text: "Cy Harrow, of Lantern Street List too, tends a garden with forty pear trees.", language: "sv", homeDomain: "people" },
  "duty/rota": { title: "Weekly rota", text: "The gate is watched from six in the morning.", homeDomain: "people", about: [{ type: "Task", key: "watch" }] },
  "duty/keys": { title: "Rules of the house", text: "Whoever leaves last hands in what opens the doors.", homeDomain: "people", about: [{ type: "Task", key: "lock" }] },
} as const;

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    ...["people", "work", "lists"].map((key) => ({ type: "Domain", key, title: key })),
    ...["answer", "public"].map((key) => ({ type: "Task", key, title: key, homeDomain: "people" })),
    { type: "Task", key: "lock", title: "Lock", homeDomain: "lists" },
    { type: "Task", key: "watch", title: "Watch", homeDomain: "people", related: [{ key: "lock", relation: "SIMILAR", origin: "DECLARED", weight: 1 }] },
    { type: "Policy", key: "no-work", title: "No places of work for the public", homeDomain: "people" },
    { type: "PolicyVersion", key: "no-work@1", state: "APPROVED", effect: "PROHIBIT", action: "RETRIEVE", text: "None.", effectiveFrom: "2020-01-01T00:00:00Z", governs: [{ type: "Domain", key: "work" }], assignedTo: [{ type: "Task", key: "public" }] },
    { type: "RetrievalConfig", key: "narrow", title: "One candidate a channel", homeDomain: "people" },
    { type: "RetrievalConfigVersion", key: "narrow@1", settings: { candidates: 1 }, state: "APPROVED" },
    { type: "RetrievalConfigVersion", key: "narrow@2", settings: { candidates: 1, graphWeight: 0 }, state: "APPROVED" },
    { type: "RetrievalConfigVersion", key: "narrow@3", settings: { candidates: 1, floor: -1 }, state: "APPROVED" },
  ]);
  const { errors } = await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, Object.entries(passages).map(([key, passage]) => ({ key, ...passage })));
  expect(errors).toEqual([]);
});

interface Hit { readonly graph: number | null; readonly score: number; readonly citation: { readonly document: string }; readonly via: readonly { readonly relationship: string; readonly node: { readonly key: string } }[] }
const query = `query ($input: RetrieveContextInput!) { retrieveContext(input: $input) {
  hits { score graph citation { document } via { relationship node { key } } } leftOut { chunk { key } }
} }`;
async function found(input: Record<string, unknown>, viewer = owner) {
  const { data, errors } = await ask(database, workspace, query, { variables: { input: { task: "answer", config: "narrow@1", ...input } }, viewer });
  expect(errors).toEqual([]);
  const { hits, leftOut } = (data as never as { readonly retrieveContext: { readonly hits: readonly Hit[]; readonly leftOut: readonly { readonly chunk: { readonly key: string } }[] } }).retrieveContext;
  return { hits, all: [...hits.map(({ citation }) => citation.document), ...leftOut.map(({ chunk }) => chunk.key.split("@")[0]!)] };
}
const hit = ({ hits }: { readonly hits: readonly Hit[] }, key: string) => hits.find(({ citation }) => citation.document === key);
const way = ({ via }: Hit) => via.map(({ relationship, node }) => `${relationship} ${node.key.split("#")[0]}`);

const hop = { query: "When did the place open where Ana Orlund keeps the books?" };

test("a passage that the query doesn't name is found by way of the one that it names, and says by which edges", async () => {
  const pack = await found(hop);
  expect(pack.hits[0]!.citation.document).toBe("people/ana");
  const brought = hit(pack, "work/velmora")!;
  expect(way(brought)).toEqual(["PART_OF work/velmora@1", "VERSION_OF work/velmora", "MENTIONS people/ana@1"]);
  expect(brought.graph).toBeGreaterThan(0);
  expect(pack.all).not.toContain("work/tarn");
});

test("without the graph's weight only what the channels found is there", async () => {
  const pack = await found({ ...hop, config: "narrow@2" });
  expect(pack.hits.map(({ citation, graph, via }) => [citation.document, graph, via])).toEqual([["people/ana", null, []]]);
  expect(pack.all).not.toContain("work/velmora");
});

test("what the viewer may not see, and what policies deny, never comes", async () => {
  expect((await found(hop, viewerOver(workspace, ["people"]))).all).not.toContain("work/velmora");
  expect((await found({ ...hop, task: "public" })).all).toEqual(["people/ana"]);
});

test("filters hold for what the graph brings", async () => {
  expect((await found({ ...hop, domains: ["people"] })).all).not.toContain("work/velmora");
  expect((await found({ ...hop, documents: ["people/ana", "work/tarn"] })).all).not.toContain("work/velmora");
});

test("what is hidden lends nothing: two passages that name it are joined for who sees it alone", async () => {
  const list = { query: "What does Bo Relling drive?", config: "narrow@3" };
  expect(way(hit(await found(list), "people/cy")!)).toEqual(
    ["MENTIONS lists/lantern", "VERSION_OF lists/lantern@1", "PART_OF lists/lantern@1", "PART_OF lists/lantern@1", "VERSION_OF lists/lantern", "MENTIONS people/bo@1"]);
  const narrow = await found(list, viewerOver(workspace, ["people", "work"]));
  expect(narrow.all).toEqual(["people/bo"]);
  expect(hit(narrow, "people/bo")!.graph).toBeNull();
});

test("a document about the task leads to those about its neighbours, where the viewer sees the neighbour", async () => {
  const rota = { query: "From when on is the gate watched in the morning?", task: "watch", config: "narrow@3" };
  expect(way((await found({ ...rota })).hits.find(({ citation }) => citation.document === "duty/keys")!)).toEqual(
    ["PART_OF duty/keys@1", "VERSION_OF duty/keys", "ABOUT lock", "RELATED_TO watch", "ABOUT duty/rota", "VERSION_OF duty/rota@1", "PART_OF duty/rota@1"]);
  expect((await found(rota, viewerOver(workspace, ["people", "work"]))).all).toEqual(["duty/rota"]);
});

test("where nothing is near the query, the graph has nowhere to begin", async () => {
  expect((await found({ query: "Which opera did the composer write about a barber?" })).hits).toEqual([]);
});
