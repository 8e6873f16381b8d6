import { beforeAll, expect, test } from "vitest";
import { freshPlace, metric, model, owner, task, type Place } from "./writing.js";

let at: Place;
beforeAll(async () => {
  at = await freshPlace();
  await at.given(task("t"), metric("acc"), metric("f1"), model("m"), { type: "Prompt", key: "p", title: "P", task: "t" }, { type: "System", key: "s", title: "S", kind: "APP" });
});

const prompt = (key: string, template: string, more: object = {}) => ({ type: "PromptVersion", key, template, ...more });
const versions = (head: string) => at.ask("MATCH (v:PromptVersion {workspace: $workspace})-[:VERSION_OF]->({key: $head}) RETURN v.key + ' ' + v.ordinal + ' ' + v.state ORDER BY v.ordinal", { head });

test("without a version it is the newest if the content is the same, else the next", async () => {
  expect(await at.write([prompt("p", "one")])).toMatchObject({ created: 1 });
  expect(await at.write([prompt("p", "one")])).toMatchObject({ unchanged: 1 });
  expect(await at.write([prompt("p", "two"), prompt("p", "three")])).toMatchObject({ created: 2 });
  expect(await versions("p")).toEqual(["p@1 1 DRAFT", "p@2 2 DRAFT", "p@3 3 DRAFT"]);
});

test("a version's content never changes: another digest is a conflict that names both", async () => {
  await at.given(prompt("p@fixed", "text"));
  const { errors: [error] } = await at.write([prompt("p@fixed", "other text")]);
  expect(error).toMatchObject({ code: "CONFLICT", path: "key" });
  expect(error!.message.match(/[0-9a-f]{64}/g)).toHaveLength(2);
});

test("facts that are learnt later are no conflict", async () => {
  await at.given({ type: "ModelVersion", key: "m@1", access: "WEIGHTS" });
  expect(await at.write([{ type: "ModelVersion", key: "m@1", license: "MIT", parameterCount: 7e9, releasedAt: "2026-01-02T03:04:05+02:00" }])).toMatchObject({ updated: 1, errors: [] });
  expect(await at.ask("MATCH (v:ModelVersion {workspace: $workspace, key: 'm@1'}) RETURN [v.license, v.parameterCount, v.releasedAt.epochMillis]")).toEqual([["MIT", 7e9, Date.parse("2026-01-02T01:04:05Z")]]);
  expect((await at.write([{ type: "ModelVersion", key: "m@1", access: "API" }])).errors[0]!.code).toBe("CONFLICT");
});

test("edges that are content are part of the digest, whatever their order", async () => {
  const version = (...metrics: string[]) => ({ type: "TaskVersion", key: "t@x", metrics: metrics.map((key) => ({ key, primary: key === "acc" })) });
  await at.given(version("acc", "f1"));
  expect(await at.write([version("f1", "acc")])).toMatchObject({ unchanged: 1 });
  expect((await at.write([version("acc")])).errors[0]!.code).toBe("CONFLICT");
});

test("an ordinal is unique in its head; without one it is the highest and one", async () => {
  await at.given(model("n"), { type: "ModelVersion", key: "n@step512", ordinal: 10 }, { type: "ModelVersion", key: "n@step1000", ordinal: 11 }, { type: "ModelVersion", key: "n@late" });
  const { errors: [error] } = await at.write([{ type: "ModelVersion", key: "n@other", ordinal: 10 }]);
  expect(error).toMatchObject({ code: "CONFLICT", path: "ordinal", message: expect.stringContaining("n@step512") });
  expect(await at.ask("MATCH (v:ModelVersion {workspace: $workspace, key: 'n@late'}) RETURN v.ordinal")).toEqual([12]);
});

test("a head stands for its newest version by ordinal that isn't retired, those of the same input included", async () => {
  await at.given(model("q"), { type: "ModelVersion", key: "q@9", ordinal: 9 }, { type: "ModelVersion", key: "q@10", ordinal: 10 }, { type: "ModelVersion", key: "q@11", ordinal: 11, state: "RETIRED" });
  const uses = (key: string) => at.ask("MATCH (:SystemVersion {workspace: $workspace, key: $key})-[:USES]->(v) RETURN v.key", { key });
  await at.given({ type: "SystemVersion", key: "s@1", models: [{ key: "q" }] });
  expect(await uses("s@1")).toEqual(["q@10"]);
  await at.given({ type: "SystemVersion", key: "s@2", models: [{ key: "q" }] }, { type: "ModelVersion", key: "q@12" });
  expect(await uses("s@2")).toEqual(["q@12"]);
});

test("content never contains itself", async () => {
  const { errors } = await at.write([prompt("p@a", "x", { embeds: [{ key: "p@b", position: 0 }] }), prompt("p@b", "y", { embeds: [{ key: "p@a", position: 0 }] })]);
  expect(errors).toHaveLength(2);
  expect(errors[0]!.message).toContain("PromptVersion:p@a > PromptVersion:p@b > PromptVersion:p@a");
});

test("a protocol has its digest, and a wrong one is refused", async () => {
  await at.given({ type: "TaskVersion", key: "t@p", protocol: { shots: 5, template: "t" } }, { type: "TaskVersion", key: "t@q", protocol: { template: "t", shots: 5 }, metrics: [{ key: "acc", primary: true }] });
  const digests = await at.ask("MATCH (v:TaskVersion {workspace: $workspace}) WHERE v.key IN ['t@p', 't@q'] RETURN v.protocolDigest");
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(digests[0]).toBe(digests[1]);
  expect((await at.write([{ type: "TaskVersion", key: "t@r", protocol: {}, protocolDigest: "0".repeat(64) }])).errors[0]!.path).toBe("protocolDigest");
});

test("a demonstration never changes", async () => {
  const demonstration = (output: string) => ({ type: "Demonstration", key: "t/one", task: "t", input: "q", output });
  expect(await at.write([demonstration("a")])).toMatchObject({ created: 1 });
  expect((await at.write([demonstration("b")])).errors[0]).toMatchObject({ code: "CONFLICT", path: "output" });
});

const ben = { ...owner, principal: "person/ben" };

test("who wrote a version can't approve it, and can reject it", async () => {
  await at.given({ type: "TaskVersion", key: "t@own" });
  const review = (outcome: string) => at.write([{ type: "Review", key: "own", outcome, subject: { type: "TaskVersion", key: "t@own" } }]);
  expect((await review("APPROVE")).errors).toMatchObject([{ code: "FORBIDDEN", message: expect.stringContaining("TaskVersion:t@own was written by local-owner") as string }]);
  expect(await at.ask("MATCH (r:Review {workspace: $workspace, key: 'own'}) RETURN r.key")).toEqual([]);
  expect(await review("REJECT")).toMatchObject({ created: 1, errors: [] });
});

test("`state` is in no upsert, and only reviews move it", async () => {
  expect((await at.write([prompt("p@r", "r", { state: "APPROVED" })])).errors[0]).toMatchObject({ path: "state", message: expect.stringMatching(/^`state` can't be written, only reviews move it\..*submitForReview.*reviewVersion\.$/) as string });
  await at.given({ type: "TaskVersion", key: "t@r" });
  const state = () => at.ask("MATCH (v:TaskVersion {workspace: $workspace, key: 't@r'}) RETURN v.state");
  const review = (key: string, outcome: string, more: object = {}) => at.write([{ type: "Review", key, outcome, subject: { type: "TaskVersion", key: "t@r" }, ...more }], {}, ben);
  await review("1", "APPROVE");
  expect(await state()).toEqual(["APPROVED"]);
  await review("2", "REJECT", { action: "TRAIN" });
  expect(await state()).toEqual(["APPROVED"]);
  await review("3", "REQUEST_CHANGES");
  expect(await state()).toEqual(["DRAFT"]);
  await review("1", "APPROVE");
  expect(await state()).toEqual(["DRAFT"]);
  await review("4", "REJECT");
  expect(await state()).toEqual(["RETIRED"]);
});

test("an approval of one action or purpose, or one that is over, approves nothing else", async () => {
  await at.given({ type: "TaskVersion", key: "t@narrow" });
  const stateAfter = async (key: string, more: object) => {
    expect(await at.write([{ type: "Review", key, outcome: "APPROVE", subject: { type: "TaskVersion", key: "t@narrow" }, ...more }], {}, ben)).toMatchObject({ errors: [] });
    return (await at.ask("MATCH (v:TaskVersion {workspace: $workspace, key: 't@narrow'}) RETURN v.state"))[0];
  };
  expect(await stateAfter("action", { action: "TRAIN" })).toBe("DRAFT");
  expect(await stateAfter("purpose", { purpose: "a trial" })).toBe("DRAFT");
  expect(await stateAfter("over", { validUntil: "2020-01-01T00:00:00Z" })).toBe("DRAFT");
  expect(await stateAfter("until", { validUntil: "2999-01-01T00:00:00Z" })).toBe("APPROVED");
});

test("a part that floats needs an alias", async () => {
  await at.given({ type: "System", key: "floats", title: "Floats", kind: "APP" });
  const floating = (alias: object) => at.write([{ type: "SystemVersion", key: "floats@1", floating: [{ type: "Prompt", key: "p", role: "base", ...alias }] }]);
  expect((await floating({})).errors[0]).toMatchObject({ code: "BAD_INPUT", path: "floating.0.alias" });
  expect(await floating({ alias: "production" })).toMatchObject({ created: 1, errors: [] });
});

test("sixteen writers of the next version give sixteen ordinals", async () => {
  await at.given({ type: "Prompt", key: "many", title: "Many", task: "t" });
  const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => at.write([prompt("many", `text ${n}`)])));
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  expect(await versions("many")).toEqual(Array.from({ length: 16 }, (_, n) => `many@${n + 1} ${n + 1} DRAFT`));
});

test("a version that one item names, and another that is refused leaves open, has the edges of the first: none is written twice or left behind", async () => {
  const place = await freshPlace();
  await place.given(model("base"), { type: "ModelVersion", key: "base@1", access: "WEIGHTS" }, model("m"), { type: "ModelVersion", key: "m@a", access: "API", derivedFrom: [{ key: "base@1", relation: "FINETUNE" }] });
  const edges = () => place.ask("MATCH (:ModelVersion {workspace: $workspace, key: 'm@a'})-[r:DERIVED_FROM]->() WHERE r.endRecordedAt IS NULL RETURN r.relation");
  const open = { type: "ModelVersion", key: "m", access: "API" };
  const both = async (derivedFrom: readonly object[]) => {
    const { errors, created } = await place.write([{ type: "ModelVersion", key: "m@a", derivedFrom }, open]);
    expect([created, errors.map(({ index, code }) => `${index} ${code}`)]).toEqual([0, ["1 CONFLICT"]]);
  };
  await both([{ key: "base@1", relation: "FINETUNE" }]);
  expect(await edges()).toEqual(["FINETUNE"]);
  await both([]);
  expect(await edges()).toEqual([]);
});
