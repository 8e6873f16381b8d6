import { graphql } from "graphql";
import { beforeAll, expect, test } from "vitest";
import { ask, contextFor, schema } from "../support/ask.js";
import { domain, freshPlace, metric, model, task, type Place } from "../writes/writing.js";

let at: Place;
beforeAll(async () => {
  at = await freshPlace();
  await at.given(domain("a"), domain("b"), task("t", { domains: ["a", "b"] }), { type: "TaskVersion", key: "t@1" }, metric("acc"), model("m"), model("n"), { type: "ModelVersion", key: "m@1" },
    { type: "Signal", key: "s", title: "S", observes: { type: "Task", key: "t" }, metric: "acc" });
});
const answer = async (source: string) => {
  const { data, errors } = await ask(at.database, at.workspace, source);
  expect(errors).toEqual([]);
  return data as unknown;
};

test("evaluations are recorded with their scores, and those with errors reported", async () => {
  const data = await answer(`mutation { recordEvaluations(input: [
    { subject: { type: "ModelVersion", key: "m@1" }, taskVersion: "t", at: "2026-01-01T00:00:00Z", scores: [{ metric: "acc", value: 0.5, items: [{ keys: ["a"], values: [1] }] }] },
    { subject: { type: "ModelVersion", key: "m@9" }, taskVersion: "t", at: "2026-01-01T00:00:00Z", scores: [{ metric: "acc", value: 0.5 }] }
  ]) { created nodes { __typename ... on Evaluation { scores { nodes { value } } } } errors { index path } } }`);
  expect(data).toEqual({ recordEvaluations: { created: 1, nodes: [{ __typename: "Evaluation", scores: { nodes: [{ value: 0.5 }] } }], errors: [{ index: 1, path: "subject" }] } });
});

test("measurements are recorded", async () => {
  const data = await answer(`mutation { recordMeasurements(input: [{ signal: "s", periodStart: "2026-01-01T00:00:00Z", periodEnd: "2026-01-08T00:00:00Z", value: 0.9, n: 50 }]) { created nodes { key } } }`);
  expect(data).toEqual({ recordMeasurements: { created: 1, nodes: [{ key: "s#2026-01-01T00:00:00.000Z##" }] } });
});

test("measurements over few cases are taken where the setting says so", async () => {
  const source = `mutation { recordMeasurements(input: [{ signal: "s", periodStart: "2026-02-01T00:00:00Z", periodEnd: "2026-02-08T00:00:00Z", value: 0.9, n: 3 }]) { created errors { path } } }`;
  expect(await answer(source)).toEqual({ recordMeasurements: { created: 0, errors: [{ path: "n" }] } });
  const { data } = await graphql({ schema: schema(), source, contextValue: { ...contextFor(at.database, at.workspace), smallCounts: true } });
  expect(data).toMatchObject({ recordMeasurements: { created: 1, errors: [] } });
});

test("a command with more than a thousand items is refused as a whole", async () => {
  const many = <T>(item: (n: number) => T) => Array.from({ length: 1001 }, (_, n) => item(n));
  const asked = async (type: string, source: string, input: readonly object[]) =>
    (await ask(at.database, at.workspace, `mutation($input: [${type}!]!) { ${source}(input: $input) { created } }`, { variables: { input } })).errors;
  const refused = [expect.stringContaining("input has 1001 items; expected at most 1000")];
  const period = { periodStart: "2026-03-01T00:00:00Z", periodEnd: "2026-03-08T00:00:00Z", n: 50 };
  const evaluation = { subject: { type: "ModelVersion", key: "m@1" }, taskVersion: "t@1", at: "2026-03-01T00:00:00Z", scores: [] };
  expect(await asked("UpsertTermInput", "upsertTerms", many((n) => ({ key: `term-${n}` })))).toEqual(refused);
  expect(await asked("RecordMeasurementInput", "recordMeasurements", many(() => ({ signal: "s", ...period })))).toEqual(refused);
  expect(await asked("RecordEvaluationInput", "recordEvaluations", many(() => evaluation))).toEqual(refused);
  expect(await at.ask("MATCH (n:Term {workspace: $workspace}) RETURN count(n)")).toEqual([0]);
});

test("edges are ended, nodes merged and parted again, and retired", async () => {
  expect(await answer(`mutation { endEdges(input: [{ from: { type: "Task", key: "t" }, edge: "domains", to: { type: "Domain", key: "b" } }]) { updated nodes { ... on Task { domains { key } } } } }`))
    .toEqual({ endEdges: { updated: 1, nodes: [{ domains: [{ key: "a" }] }] } });
  expect(await answer(`mutation { merge(type: "Model", from: "m", into: "n") { from { key } into { ... on Model { key versions { nodes { key } } } } } }`))
    .toEqual({ merge: { from: { key: "m" }, into: { key: "n", versions: { nodes: [{ key: "m@1" }] } } } });
  expect(await answer(`mutation { undoMerge(type: "Model", from: "m") { into { ... on Model { versions { nodes { key } } } } } }`)).toEqual({ undoMerge: { into: { versions: { nodes: [] } } } });
  expect(await answer(`mutation { retire(type: "Model", keys: ["n"], reason: "test") { updated } }`)).toEqual({ retire: { updated: 1 } });
  expect(await answer(`{ model(key: "n") { key } }`)).toEqual({ model: null });
});

test("each command that is sent again under its key has its first answer, read by whoever asks", async () => {
  const place = await freshPlace();
  const send = async (source: string) => {
    const { data, errors } = await ask(place.database, place.workspace, `mutation { ${source} }`);
    expect(errors).toEqual([]);
    return data as unknown;
  };
  const commands: readonly (readonly [source: string, answer: object])[] = [
    [`upsertTasks(idempotencyKey: "tasks", input: [{ key: "t", title: "T", domains: ["a", "b"] }, { key: "u", title: "U", parent: "none" }]) { created updated unchanged nodes { key } errors { index code path } }`,
      { upsertTasks: { created: 1, updated: 0, unchanged: 0, nodes: [{ key: "t" }], errors: [{ index: 1, code: "BAD_INPUT", path: "parent" }] } }],
    [`endEdges(idempotencyKey: "end", input: [{ from: { type: "Task", key: "t" }, edge: "domains", to: { type: "Domain", key: "b" } }]) { updated nodes { ... on Task { domains { key } } } errors { path } }`,
      { endEdges: { updated: 1, nodes: [{ domains: [{ key: "a" }] }], errors: [] } }],
    [`merge(idempotencyKey: "merge", type: "Model", from: "m", into: "n") { from { key } into { key __typename } }`, { merge: { from: { key: "m" }, into: { key: "n", __typename: "Model" } } }],
    [`undoMerge(idempotencyKey: "undo", type: "Model", from: "m") { from { key } into { key } }`, { undoMerge: { from: { key: "m" }, into: { key: "n" } } }],
    [`retire(idempotencyKey: "retire", type: "Model", keys: ["n", "none"], reason: "test") { updated unchanged errors { index key } }`, { retire: { updated: 1, unchanged: 0, errors: [{ index: 1, key: "none" }] } }],
  ];
  await place.given(domain("a"), domain("b"), model("m"), model("n"));
  for (const [source, answer] of commands) {
    expect(await send(source)).toEqual(answer);
    const entries = await place.ask("MATCH (n:AuditEntry {workspace: $workspace}) RETURN count(n)");
    expect(await send(source)).toEqual(answer);
    expect(await place.ask("MATCH (n:AuditEntry {workspace: $workspace}) RETURN count(n)")).toEqual(entries);
  }
  const { errors } = await ask(place.database, place.workspace, `mutation { retire(idempotencyKey: "merge", type: "Task", keys: ["t"], reason: "test") { updated } }`);
  expect(errors).toEqual([expect.stringContaining('"merge" was used for another command')]);
  expect(await place.ask("MATCH (n:Task {workspace: $workspace}) WHERE n.retiredAt IS NOT NULL RETURN n.key")).toEqual([]);
});
