import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { judge, labels, recorded } from "../../src/answers/answers.queries.js";
import {
  alertNow, alertsAt, histogramsOf, leadCandidates, policiesOnFigure, relatedTasks, rollbackFacts, signalsOf, slicesAround, upstreamEvents, versionScores, watchedSignals,
} from "../../src/drift/drift.queries.js";
import { currentOf, embedders, otherVectors, versions } from "../../src/documents/documents.queries.js";
import { embedderName } from "../../src/documents/offers.js";
import type { Database } from "../../src/graph/database.js";
import { declaredQueries } from "../../src/graph/query.js";
import { kpisOf, requirementsOf, standingAs } from "../../src/governance/gate.queries.js";
import { configByKey, judged, metricsAmong } from "../../src/retrieval/retrieval.queries.js";
import { ask, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";
import { plant, type Planted, type PlantedEdge } from "../support/planted.js";

/**
 * Two workspaces: in both is what the viewer sees; in one there is also the like of it in another domain, and above its clearance,
 * tied to what is seen in every way that algorithms follow. Whatever is asked, both answer alike.
 */
const embedder = withModel();
const [bare, full] = [freshWorkspace(), freshWorkspace()];
const hidden = ["outside", "above"] as const;
const since = "2020-01-01T00:00:00.000Z";
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  const vector = [...(await embedder().passages(["The printer prints nothing."]))[0]!];
  for (const [workspace, sorts] of [[bare, ["seen"]], [full, ["seen", ...hidden]]] as const) {
    const halves = sorts.flatMap((sort) => [half(workspace, sort, vector), comparedAndAnswered(workspace, sort)]);
    await plant(database, workspace, halves.flatMap(({ nodes }) => nodes), halves.flatMap(({ edges }) => edges));
  }
  await database.write("test/await", (transaction) => transaction.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {}));
});

/** One of everything; what is hidden scores best, is newest and is nearest. */
function half(workspace: string, sort: "seen" | (typeof hidden)[number], vector: readonly number[]): { readonly nodes: readonly Planted[]; readonly edges: readonly PlantedEdge[] } {
  const isHidden = sort !== "seen";
  const [best, newest] = [isHidden ? 0.9 : 0.5, isHidden ? 2 : 1];
  const at = (type: string, key: string) => `${type}_${workspace}_${key}`;
  const node = (type: string, key: string, rest: object = {}): Planted =>
    ({ type, key, id: at(type, key), scope: `${workspace}/${sort === "outside" ? sort : "seen"}`, sensitivity: sort === "above" ? 3 : 1, ...rest });
  const version = `${sort}@1`;
  const points = [1, 2, 3].map((day) => ({ key: `${sort}#${day}`, value: best, n: 10, periodStart: `2026-01-0${day}T00:00:00.000Z`, periodEnd: `2026-01-0${day + 1}T00:00:00.000Z`, origin: "MEASURED" }));
  const linked: PlantedEdge[] = [
    [at("Task", sort), "SUBTASK_OF", at("Task", "seen")], [at("Task", "seen"), "SUBTASK_OF", at("Task", `${sort}-parent`)],
    [at("ModelVersion", version), "DERIVED_FROM", at("ModelVersion", "seen@1")], [at("ModelVersion", "seen@1"), "DERIVED_FROM", at("ModelVersion", `${sort}-base@1`)],
    [at("PromptVersion", "seen@1"), "SHOWS", at("Demonstration", sort)],
    [at("DocumentVersion", `seen@${sort}`), "VERSION_OF", at("Document", "seen")], [at("Chunk", `seen@1#${sort}`), "PART_OF", at("DocumentVersion", "seen@1")],
  ];
  return {
    nodes: [
      node("Domain", sort, { title: `Printers ${sort}` }), node("Task", sort, { title: `Printer ${sort}` }), node("TaskVersion", version, { state: "APPROVED", ordinal: newest, protocolDigest: "p" }),
      node("Metric", sort, { title: `Printed ${sort}`, better: "HIGHER", min: 0, max: 1 }), node("Model", sort, { title: `Printer ${sort}` }), node("ModelVersion", version, { state: "APPROVED", ordinal: newest }),
      node("SystemVersion", version, { state: "APPROVED", ordinal: newest }), node("Deployment", sort, { validFrom: since }), node("Kpi", sort, { title: `Printer ${sort}` }),
      node("Evaluation", sort, { state: "VALID", mode: "OFFLINE", origin: "MEASURED", at: since }), node("Score", sort, { value: best }),
      node("Signal", sort, { title: `Printer ${sort}` }), ...points.map(({ key, ...rest }) => node("Measurement", key, rest)),
      node("Policy", sort), node("PolicyVersion", version, { state: "APPROVED", ordinal: newest, effect: "OBLIGE", action: "PROMPT", text: `The printer rule ${sort}.`, effectiveFrom: since }),
      node("Prompt", sort, { title: `Printer ${sort}` }), node("PromptVersion", version, { state: "APPROVED", ordinal: newest, language: "en", template: `Answer ${sort}.\n{{#rules}}\n- {{.}}\n{{/rules}}\n\n{{context}}\n\n{{question}}` }),
      node("Demonstration", sort, { state: "APPROVED", input: `{"question":"Which printer is ${sort}?"}`, output: `"That of ${sort}."` }),
      node("Document", sort, { title: `Printer ${sort}`, source: "kb" }), node("DocumentVersion", version, { state: "APPROVED", ordinal: newest, validFrom: since }),
      node("Chunk", `${version}#0-9`, { text: `The printer of ${sort} prints nothing.`, start: 0, end: 9, embedding: vector, embedder: embedderName(embedder()) }),
      node("RetrievalConfig", sort), node("RetrievalConfigVersion", version, { state: "APPROVED", ordinal: newest, settings: "{}" }),
      node("DatasetVersion", version, { state: "APPROVED", ordinal: newest }), node("Item", sort, { input: `{"question":"Which printer is ${sort}?"}`, assertions: `{"prompt":[{"contains":"${sort}"}]}` }), node("Judgement", sort, { grade: 1 }),
      ...(isHidden ? [] : [node("PromptVersion", "seen@0", { state: "RETIRED", ordinal: 0, language: "en", template: "Answer seen." })]),
      ...(isHidden ? [
        node("Task", `${sort}-parent`), node("ModelVersion", `${sort}-base@1`, { state: "APPROVED", ordinal: 1 }), node("DocumentVersion", `seen@${sort}`, { state: "APPROVED", ordinal: newest, validFrom: since }),
        node("Chunk", `seen@1#${sort}`, { text: `The printer prints nothing, says ${sort}.`, start: 9, end: 18, embedding: vector, embedder: embedderName(embedder()) }),
      ] : []),
    ],
    edges: [
      [at("Task", sort), "IN_DOMAIN", at("Domain", sort)], [at("TaskVersion", version), "VERSION_OF", at("Task", sort)], [at("TaskVersion", version), "MEASURED_BY", at("Metric", sort), { primary: true }],
      [at("ModelVersion", version), "VERSION_OF", at("Model", sort)], [at("SystemVersion", version), "USES", at("ModelVersion", "seen@1")], [at("Deployment", sort), "SERVES", at("SystemVersion", version)],
      [at("Deployment", sort), "FOR_TASK", at("Task", "seen")], [at("Kpi", sort), "FOR_TASK", at("Task", "seen")],
      [at("Evaluation", sort), "ON", at("TaskVersion", "seen@1")], [at("Evaluation", sort), "OF", at("ModelVersion", version)], [at("Score", sort), "OF_EVALUATION", at("Evaluation", sort)], [at("Score", sort), "OF_METRIC", at("Metric", "seen")],
      [at("Signal", sort), "OBSERVES", at("Task", "seen")], [at("Signal", sort), "OF_METRIC", at("Metric", "seen")], ...points.map(({ key }): PlantedEdge => [at("Measurement", key), "OF_SIGNAL", at("Signal", "seen")]),
      [at("PolicyVersion", version), "VERSION_OF", at("Policy", sort)], [at("PolicyVersion", version), "GOVERNS", at("Task", "seen")],
      [at("Prompt", sort), "FOR_TASK", at("Task", "seen")], [at("PromptVersion", version), "VERSION_OF", at("Prompt", sort)], [at("Demonstration", sort), "FOR_TASK", at("Task", "seen")],
      [at("DocumentVersion", version), "VERSION_OF", at("Document", sort)], [at("Chunk", `${version}#0-9`), "PART_OF", at("DocumentVersion", version)],
      [at("RetrievalConfigVersion", version), "VERSION_OF", at("RetrievalConfig", "seen")], [at("DatasetVersion", "seen@1"), "CONTAINS", at("Item", sort)], [at("DatasetVersion", version), "COVERS", at("Task", "seen")],
      [at("Judgement", sort), "OF_ITEM", at("Item", sort)], [at("Judgement", sort), "JUDGES", at("Document", sort)],
      [at("Document", sort), "HOME_DOMAIN", at("Domain", sort)], [at("Document", sort), "ABOUT", at("Task", "seen")], ...(isHidden ? linked : [[at("PromptVersion", "seen@0"), "VERSION_OF", at("Prompt", "seen")] satisfies PlantedEdge]),
    ],
  };
}

/** What is compared, gated and traced: evaluations item by item, floors, what stands in production, and answers; of the same subjects for all sorts. */
function comparedAndAnswered(workspace: string, sort: "seen" | (typeof hidden)[number]): { readonly nodes: readonly Planted[]; readonly edges: readonly PlantedEdge[] } {
  const isHidden = sort !== "seen";
  const at = (type: string, key: string) => `${type}_${workspace}_${key}`;
  const node = (type: string, key: string, rest: object = {}): Planted =>
    ({ type, key, id: at(type, key), scope: `${workspace}/${sort === "outside" ? sort : "seen"}`, sensitivity: sort === "above" ? 3 : 1, ...rest });
  const when = isHidden ? "2021-01-01T00:00:00.000Z" : since;
  const items = Array.from({ length: isHidden ? 9 : 6 }, (_, place) => `${sort}-${place}`);
  const evaluated = ([["before", "ModelVersion"], ["after", "SystemVersion"]] as const).map(([name, subject]) => ({
    nodes: [
      node("Evaluation", `${sort}-${name}`, { state: "VALID", mode: "OFFLINE", origin: "MEASURED", at: when }), node("Score", `${sort}-${name}`, { value: 0.5 }),
      node("ItemResultSet", `${sort}-${name}`, { itemKeys: items, values: items.map((__, place) => (name === "after" ? place : 9 - place) / 10 + 0.01), clusterKeys: [] }),
    ],
    edges: [
      [at("Evaluation", `${sort}-${name}`), "ON", at("TaskVersion", "seen@1")], [at("Evaluation", `${sort}-${name}`), "OF", at(subject, "seen@1")], [at("Score", `${sort}-${name}`), "OF_EVALUATION", at("Evaluation", `${sort}-${name}`)],
      [at("Score", `${sort}-${name}`), "OF_METRIC", at("Metric", "seen")], [at("ItemResultSet", `${sort}-${name}`), "OF_SCORE", at("Score", `seen-${name}`)],
      ...(isHidden ? [[at("ItemResultSet", `${sort}-${name}`), "OF_SCORE", at("Score", `${sort}-${name}`)] as const] : []),
    ] satisfies PlantedEdge[],
  }));
  const chunk = at("Chunk", isHidden ? `seen@1#${sort}` : "seen@1#0-9");
  return {
    nodes: [
      ...evaluated.flatMap(({ nodes }) => nodes), node("PolicyVersion", `gate-${sort}@1`, { state: "APPROVED", ordinal: 1, effect: "OBLIGE", action: "DEPLOY", text: "A gate.", effectiveFrom: since }), node("Slice", `sort=${sort}`),
      node("Kpi", `floor-${sort}`, { title: `Floor ${sort}`, floor: 0.4 }), node("System", sort, { kind: "JUDGE" }), node("Feedback", sort, { source: "HUMAN", label: sort }), node("Answer", sort, { kind: "TURN", at: when, output: `"The ${sort} one."` }), node("Answer", `${sort}-step`, { kind: "STEP", at: when }), node("PromptBuild", sort),
    ],
    edges: [
      ...evaluated.flatMap(({ edges }) => edges), [at("Kpi", `floor-${sort}`), "FOR_TASK", at("Task", "seen")], [at("Kpi", `floor-${sort}`), "OF_METRIC", at("Metric", "seen")],
      [at("PolicyVersion", `gate-${sort}@1`), "GOVERNS", at("Task", "seen")], [at("PolicyVersion", `gate-${sort}@1`), "REQUIRES", at("Metric", "seen"), { check: "all", operator: "AT_LEAST", bound: 0.4 }],
      [at("PolicyVersion", "gate-seen@1"), "REQUIRES", at("Metric", "seen"), { check: sort, operator: "AT_LEAST", bound: 0.3 }], [at("PolicyVersion", "gate-seen@1"), "REQUIRES", at("Slice", `sort=${sort}`), { check: sort }],
      [at("SystemVersion", `${sort}@1`), "VERSION_OF", at("System", sort)], [at("System", sort), "ALIAS", at("SystemVersion", `${sort}@1`), { name: "production", validFrom: when }],
      ...(isHidden ? [[at("System", "seen"), "ALIAS", at("SystemVersion", `${sort}@1`), { name: "production", validFrom: when }] as const] : []),
      [at("Answer", sort), "BY", at("SystemVersion", "seen@1")], [at("Answer", `${sort}-step`), "BY", at("SystemVersion", `${sort}@1`)], [at("Answer", "seen"), "HAS_STEP", at("Answer", `${sort}-step`), { position: 0 }],
      [at("Answer", sort), "FROM_BUILD", at("PromptBuild", sort)], [at("PromptBuild", sort), "BUILT_FROM", at("Chunk", "seen@1#0-9")],
      [at("Answer", "seen"), "CITES", chunk, { position: 0 }], [at("PromptBuild", "seen"), "BUILT_FROM", at("PromptVersion", `${sort}@1`)], [at("PromptBuild", "seen"), "BUILT_FROM", at("PolicyVersion", `gate-${sort}@1`)],
      ...(isHidden ? [[at("PromptBuild", "seen"), "BUILT_FROM", chunk] as const, [at("Answer", sort), "HAS_STEP", at("Answer", "seen"), { position: 0 }] as const, [at("Answer", sort), "CITES", at("Chunk", "seen@1#0-9"), { position: 0 }] as const] : []),
      ...(isHidden ? [] : [[at("Answer", "seen"), "FOR_ITEM", at("Item", "seen")] as const]),
      [at("SystemVersion", "seen@1"), "USES", at("PromptVersion", `${sort}@1`)], [at("Feedback", sort), "ABOUT", at("Answer", "seen")], [at("Feedback", sort), "OF_METRIC", at("Metric", "seen")],
    ],
  };
}

const asked: Readonly<Record<string, string>> = {
  compare: `{ compare(baseline: { type: "ModelVersion", key: "seen@1" }, candidate: { type: "SystemVersion", key: "seen@1" }, tasks: ["seen"], metric: "seen") {
    task { key } metric verdict note n clusters baseline candidate difference low high p regressed regressedItems evaluations { key } } }`,
  trace: `{ trace(of: { type: "Answer", key: "seen" }) { ...all } back: trace(of: { type: "Chunk", key: "seen@1#0-9" }) { ...all } }
    fragment all on AnswerTrace { answer { key } steps { key } promptBuilds { key } policies { key } chunks { key } cited { key } systemVersions { key } }`,
  search: `{ search(text: "printer prints", first: 100) { node { __typename key } } }`,
  drift: `{ driftOutlook(input: { task: "seen" }) { signals { signal { key } task { key } relation observed { key } state reason evidence { points baselineMean statistic } } } }`,
  transfer: `{ predictTransfer(input: { task: "seen", candidates: [{ type: "Model", key: "seen" }] }) { metric { key } seen { scores tasks candidates } error errorOfTaskMean
    predictions { candidate { key } score low high basis onTask ofCandidate note reasons { kind score weight node { key } } } }
    named: predictTransfer(input: { task: "seen", metric: "seen", candidates: [{ type: "Model", key: "seen" }] }) { metric { key } predictions { score note } } }`,
  ranking: `{ rankModels(task: "seen") { seen { scores tasks candidates } predictions { candidate { key } score low high best gain } }
    rankSources(task: "seen") { tasks { node { key } value } datasets { node { key } value } models { node { key } value } }
    transferMatrix(input: { tasks: ["seen"], candidates: [{ type: "Model", key: "seen" }] }) { metrics { key } scores low high observed }
    taskSimilarity(a: "seen", b: "seen") { correlation expected parts { name value } } tuningChange(tunedOn: "seen", task: "seen") { metric { key } change evidence tunings { node { key } score weight } } }`,
  leaderboard: `{ task(key: "seen") { leaderboard(metric: "seen", first: 1) { key value evaluation { key } } } }`,
  hierarchy: `{ task(key: "seen") { key ancestors { nodes { depth task { key } } truncated frontier { key } } descendants(maxNodes: 1) { nodes { depth task { key } } truncated frontier { key } } } }`,
  policies: `{ task(key: "seen") { effectivePolicies { outcome policyVersion { key } by { key } path { key } } } }`,
  upstream: `{ lineage(of: { type: "ModelVersion", key: "seen@1" }, direction: UPSTREAM) { nodes { distance node { key } } edges { from type to } truncated frontier { key } hidden } }`,
  "upstream, a few hops": `{ lineage(of: { type: "SystemVersion", key: "seen@1" }, direction: UPSTREAM, maxDepth: 3) { nodes { distance node { key } } edges { from type to } truncated frontier { key } hidden } }`,
  downstream: `{ lineage(of: { type: "Model", key: "seen" }, direction: DOWNSTREAM, maxNodes: 4) { nodes { distance node { key } } edges { from type to } truncated frontier { key } hidden } }`,
  impact: `{ impact(of: { type: "ModelVersion", key: "seen@1" }) { models { node { key } } systems { node { key } } deployments { node { key } } tasks { node { key } } kpis { distance node { key } } counts { type count } truncated frontier { key } } }`,
  prompts: `{ previewPrompt(input: { task: "seen", variables: { question: "Which printer prints nothing?" } }) { tokens maxTokens digest messages { role content } promptVersion { key } promptOf { key }
    demonstrations { key } rules { key } gaveWay { part leftOut } context { hits { chunk { key } } leftOut { reason chunk { key } } } } }`,
  scenarios: `{ promptScenarios(version: "seen@1") { item { key } passed failures } }`,
  promptDiff: `{ promptDiff(from: "seen@0", to: "seen@1") { from { key template } to { key } parts { part text } variables { name } } }`,
  retrieval: `{ retrieveContext(input: { task: "seen", query: "Which printer prints nothing?" }) { reason text tokens digest hits { score passage chunk { key } citation { document version } path { relationship node { key } } } leftOut { reason chunk { key } } } }`,
  retrievalInDomain: `{ retrieveContext(input: { task: "seen", query: "Which printer prints nothing?", domains: ["seen"] }) { reason text hits { chunk { key } } leftOut { reason chunk { key } } } }`,
  documents: `{ documents { totalCount nodes { key versions { totalCount nodes { key chunks { totalCount } } } } } chunks { totalCount nodes { key } } }`,
};
const statementsOf = new Map<string, readonly string[]>();
const answered = async (workspace: string, source: string, viewer = viewerOver(workspace, ["seen"])) => {
  const { data, errors, statements } = await ask(database, workspace, source, { viewer });
  statementsOf.set(source, [...(statementsOf.get(source) ?? []), ...statements.map(({ name }) => name)]);
  return JSON.parse(JSON.stringify({ data: inNoOrder(data), errors }).replaceAll(workspace, "workspace")) as { readonly data: unknown; readonly errors: readonly string[] };
};
/** Hits of the full-text index change places as other tests write into it between two answers. */
const inNoOrder = (data: unknown): unknown => {
  const { search, ...rest } = (data ?? {}) as { readonly search?: readonly object[] };
  return search ? { ...rest, search: search.map((hit) => JSON.stringify(hit)).sort() } : data;
};

test.each(Object.entries(asked))("%s: the answer is that of a graph without what the viewer may not see", async (_, source) => {
  const narrow = await answered(full, source);
  expect(narrow.errors).toEqual([]);
  expect(narrow).toEqual(await answered(bare, source));
  expect(JSON.stringify(narrow.data)).toContain("seen");
});

test("the versions that a document is written beside are those that its writer sees, with the chunks that it sees", async () => {
  const known = async (workspace: string, viewer = viewerOver(workspace, ["seen"])) =>
    versions(database, viewer, { workspace, documents: ["seen", ...hidden], embedder: embedderName(embedder()) });
  expect(await known(full)).toEqual(await known(bare));
  expect(await known(full)).toEqual([expect.objectContaining({ document: "seen", key: "seen@1", embedded: [expect.objectContaining({ isOwn: true })] })]);
  expect((await known(full, owner)).map(({ key, embedded }) => `${key} ${embedded.length}`).sort()).toEqual(["above@1 1", "outside@1 1", "seen@1 3", "seen@above 0", "seen@outside 0"]);
});

test("documents are ended and vectors made anew as far as whoever asks for that sees them", async () => {
  const known = async (workspace: string, viewer = viewerOver(workspace, ["seen"])) => {
    const found = { current: await currentOf(database, viewer, { workspace, source: "kb" }), made: await embedders(database, viewer, { workspace }), others: await otherVectors(database, viewer, { workspace, embedder: "other@00", after: "", most: 100 }) };
    return JSON.parse(JSON.stringify(found).replaceAll(workspace, "workspace")) as Record<keyof typeof found, readonly object[]>;
  };
  const narrow = await known(full);
  expect(narrow).toEqual(await known(bare));
  expect(narrow).toMatchObject({ current: [{ document: "seen", version: "seen@1" }], made: [{ chunks: 1 }], others: [{ key: "seen@1#0-9" }] });
  const whole = await known(full, owner);
  expect([whole.current.length, whole.others.length]).toEqual([5, 5]);
});

test("a search is measured with the configuration, the queries and the metrics that its viewer sees", async () => {
  const known = async (workspace: string, viewer = viewerOver(workspace, ["seen"])) => {
    const found = {
      config: await configByKey(database, viewer, { workspace, key: "seen" }), queries: await judged(database, viewer, { workspace, data: "seen@1", split: "" }),
      metrics: await metricsAmong(database, viewer, { workspace, keys: ["seen", ...hidden] }),
    };
    return JSON.parse(JSON.stringify(found).replaceAll(workspace, "workspace")) as { readonly config: readonly { readonly key: string }[]; readonly queries: readonly { readonly item: string }[]; readonly metrics: readonly { readonly key: string }[] };
  };
  const narrow = await known(full);
  expect(narrow).toEqual(await known(bare));
  expect(narrow).toMatchObject({ config: [{ key: "seen@1" }], queries: [{ item: "seen", judged: [{ document: "seen", grade: 1 }] }], metrics: [{ key: "seen" }] });
  const whole = await known(full, owner);
  expect(whole.config[0]!.key).not.toBe("seen@1");
  expect([whole.queries.length, whole.metrics.length]).toEqual([3, 3]);
});

test("a gate looks at the floors that its viewer sees, and at what it sees in production; answers are measured and judged by what it sees of them", async () => {
  const known = async (workspace: string, viewer = viewerOver(workspace, ["seen"])) => {
    const [candidate, tasks] = [`SystemVersion_${workspace}_seen@1`, [`Task_${workspace}_seen`]];
    const found = {
      kpis: await kpisOf(database, viewer, { tasks }), requirements: await requirementsOf(database, viewer, { workspace, environment: "production", candidate, tasks }),
      standing: await standingAs(database, viewer, { name: "production", candidate, tasks }), answers: await recorded(database, viewer, { system: candidate, most: 10 }),
      judges: await judge(database, viewer, { judge: candidate }), labels: await labels(database, viewer, { workspace, metric: "seen", answers: ["seen", "outside"], items: ["seen"] }),
    };
    return JSON.parse(JSON.stringify(found).replaceAll(workspace, "workspace")) as { readonly [name in keyof typeof found]: readonly object[] };
  };
  const narrow = await known(full);
  expect(narrow).toEqual(await known(bare));
  expect(narrow).toMatchObject({
    kpis: [{ kpi: "floor-seen", floor: 0.4 }], requirements: [{ policy: "gate-seen@1", check: "all", slices: [] }, { policy: "gate-seen@1", check: "seen", slices: ["sort=seen"] }],
    standing: [{ key: "seen@1", how: "ALIAS" }], answers: [{ key: "seen", contexts: [{ id: "seen@1#0-9" }], citations: [{ id: "seen@1#0-9" }], items: [{ key: "seen", judged: [{ document: "seen" }] }] }],
    judges: [{ kind: "JUDGE", prompts: ["seen@1"] }], labels: [{ type: "Answer", about: "seen", label: "seen" }],
  });
  expect(Object.values(await known(full, owner)).map((rows) => rows.length)).toEqual([3, 6, 3, 3, 1, 3]);
});

test("what is known around a signal, of what changed upstream of it and of a rollback is what its viewer sees", async () => {
  const [from, to] = ["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"];
  const known = async (workspace: string, viewer = viewerOver(workspace, ["seen"])) => {
    const id = (type: string) => `${type}_${workspace}_seen`;
    const [signals, tasks] = [[id("Signal")], [id("Task")]];
    const found = {
      near: await signalsOf(database, viewer, { of: id("Deployment"), asOf: to }), watched: await watchedSignals(database, viewer, { signals, asOf: to }),
      policies: await policiesOnFigure(database, viewer, { tasks, metric: id("Metric"), asOf: to }), events: await upstreamEvents(database, viewer, { signal: id("Signal"), from, to, most: 500 }),
      slices: await slicesAround(database, viewer, { signal: id("Signal"), from, change: from, to }), related: await relatedTasks(database, viewer, { tasks, asOf: to, most: 60 }),
      scores: await versionScores(database, viewer, { tasks }), leads: await leadCandidates(database, viewer, { signals, asOf: to, most: 20 }),
      alert: await alertNow(database, viewer, { alert: id("Alert") }), alerts: await alertsAt(database, viewer, { workspace, at: from }),
      rollback: await rollbackFacts(database, viewer, { deployment: id("Deployment"), mostEvaluations: 20 }), histograms: await histogramsOf(database, viewer, { signal: id("Signal"), most: 1000, asOf: to }),
    };
    return JSON.parse(JSON.stringify(found).replaceAll(workspace, "workspace")) as { readonly [name in keyof typeof found]: readonly object[] };
  };
  const narrow = await known(full);
  expect(narrow).toEqual(await known(bare));
  expect([narrow.near.length, narrow.watched.length, narrow.events.length > 0]).toEqual([1, 1, true]);
  const whole = await known(full, owner);
  expect(whole.near.length).toBeGreaterThan(narrow.near.length);
  expect(whole.events.length).toBeGreaterThan(narrow.events.length);
});

/**
 * Asked with the service's own eyes of who someone is, of data that examples may not come from whoever sees it, for all who subscribed at
 * once (what each is told is `api/streams.test.ts`'s), by commands of whoever runs the service, or for edges between what different people
 * see, which each shows to who sees both ends (`documents/mentions.test.ts`).
 */
const ofNoViewer = [
  "audit/head", "audit/sealedEvents", "documents/domains", "documents/names", "documents/naming", "ingest/knownRuns", "ingest/modelVersions", "prompts/items", "prompts/leaks", "seeds/marks", "transfer/changed", "transfer/families", "transfer/fits", "transfer/inferred", "transfer/matrices", "workspaces/grants", "workspaces/known",
];

test("whoever sees all is answered otherwise everywhere, and every named query stands behind a question", async () => {
  for (const [name, source] of Object.entries(asked)) expect([name, await answered(full, source, owner)]).not.toEqual([name, await answered(full, source)]);
  const folder = fileURLToPath(new URL("../../src/", import.meta.url));
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((each) => each.endsWith(".queries.ts"))) await import(`${folder}${file}`);
  const behind = new Set([...[...statementsOf.values()].flat(), ...[versions, currentOf, embedders, otherVectors, configByKey, judged, metricsAmong, kpisOf, requirementsOf, standingAs, recorded, judge, labels,
    signalsOf, watchedSignals, policiesOnFigure, upstreamEvents, slicesAround, relatedTasks, versionScores, leadCandidates, alertNow, alertsAt, rollbackFacts, histogramsOf].map(({ definition }) => definition.name), ...ofNoViewer]);
  expect([...declaredQueries.keys()].filter((name) => !behind.has(name))).toEqual([]);
});

const named: readonly (readonly [string, (key: string) => string])[] = [
  ["compare", (key) => `{ compare(baseline: { type: "ModelVersion", key: "seen@1" }, candidate: { type: "SystemVersion", key: "seen@1" }, tasks: ["${key}"]) { n } }`],
  ["compare of a candidate", (key) => `{ compare(baseline: { type: "ModelVersion", key: "seen@1" }, candidate: { type: "SystemVersion", key: "${key}@1" }, tasks: ["seen"]) { n } }`],
  ["compare on a slice", (key) => `{ compare(baseline: { type: "ModelVersion", key: "seen@1" }, candidate: { type: "SystemVersion", key: "seen@1" }, tasks: ["seen"], slices: ["sort=${key}"]) { n } }`],
  ["trace", (key) => `{ trace(of: { type: "Answer", key: "${key}" }) { steps { key } } }`],
  ["trace of a chunk", (key) => `{ trace(of: { type: "Chunk", key: "${key}@1#0-9" }) { steps { key } } }`],
  ["driftOutlook", (key) => `{ driftOutlook(input: { task: "${key}" }) { asOf } }`],
  ["predictTransfer of a task", (key) => `{ predictTransfer(input: { task: "${key}", candidates: [{ type: "Model", key: "seen" }] }) { interval } }`],
  ["predictTransfer of a model", (key) => `{ predictTransfer(input: { task: "seen", candidates: [{ type: "Model", key: "${key}" }] }) { interval } }`],
  ["predictTransfer of a metric", (key) => `{ predictTransfer(input: { task: "seen", metric: "${key}", candidates: [{ type: "Model", key: "seen" }] }) { interval } }`],
  ["predictTransfer of a new task", (key) => `{ predictTransfer(input: { newTask: { title: "New", parent: "${key}" }, metric: "seen", candidates: [{ type: "Model", key: "seen" }] }) { interval } }`],
  ["rankModels", (key) => `{ rankModels(task: "${key}") { interval } }`],
  ["rankModels of a candidate", (key) => `{ rankModels(task: "seen", candidates: [{ type: "Model", key: "${key}" }]) { interval } }`],
  ["rankSources", (key) => `{ rankSources(task: "${key}") { tasks { value } } }`],
  ["transferMatrix", (key) => `{ transferMatrix(input: { tasks: ["seen", "${key}"], candidates: [{ type: "Model", key: "seen" }] }) { observed } }`],
  ["taskSimilarity", (key) => `{ taskSimilarity(a: "seen", b: "${key}") { expected } }`],
  ["tuningChange", (key) => `{ tuningChange(tunedOn: "${key}", task: "seen") { change } }`],
  ["leaderboard", (key) => `{ task(key: "seen") { leaderboard(metric: "${key}") { key } } }`],
  ["leaderboard of a version", (key) => `{ task(key: "seen") { leaderboard(metric: "seen", taskVersion: "${key}@1") { key } } }`],
  ["lineage", (key) => `{ lineage(of: { type: "ModelVersion", key: "${key}@1" }, direction: UPSTREAM) { truncated } }`],
  ["lineage of a head", (key) => `{ lineage(of: { type: "Model", key: "${key}" }, direction: DOWNSTREAM) { truncated } }`],
  ["impact", (key) => `{ impact(of: { type: "SystemVersion", key: "${key}@1" }) { truncated } }`],
  ["previewPrompt", (key) => `{ previewPrompt(input: { task: "${key}" }) { tokens } }`],
  ["previewPrompt of a prompt", (key) => `{ previewPrompt(input: { task: "seen", prompt: "${key}" }) { tokens } }`],
  ["previewPrompt by an alias", (key) => `{ previewPrompt(input: { task: "seen", alias: "${key}" }) { tokens } }`],
  ["promptDiff", (key) => `{ promptDiff(from: "seen@1", to: "${key}@1") { parts { text } } }`],
  ["promptScenarios", (key) => `{ promptScenarios(version: "${key}@1") { passed } }`],
  ["retrieveContext", (key) => `{ retrieveContext(input: { task: "${key}", query: "printer" }) { tokens } }`],
  ["retrieveContext in a domain", (key) => `{ retrieveContext(input: { task: "seen", query: "printer", domains: ["${key}"] }) { reason hits { score } } }`],
  ["retrieveContext in a document", (key) => `{ retrieveContext(input: { task: "seen", query: "printer", documents: ["${key}"] }) { reason hits { score } } }`],
];
test.each(named)("%s: a hidden key is answered as a missing one is", async (_, source) => {
  const missing = JSON.stringify(await answered(full, source("missing")));
  for (const key of hidden) expect(JSON.stringify(await answered(full, source(key))).replaceAll(key, "missing")).toBe(missing);
});
