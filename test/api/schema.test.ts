import { readFileSync } from "node:fs";
import { isEnumType, isInputObjectType, isObjectType, parse, validate } from "graphql";
import { expect, test } from "vitest";
import { sdl } from "../../src/api/sdl.js";
import { entities } from "../../src/catalogue.js";
import { ingestSchema } from "../../src/entity/lines.js";
import { schema } from "../support/ask.js";

const kept = (name: string) => readFileSync(new URL(`../../schema/${name}`, import.meta.url), "utf8");
const problems = (text: string) => validate(schema(), parse(text)).map(({ message }) => message);

test("the SDL is the one in schema/ (`npm run schema` writes it) and below 375 KB", () => {
  expect(sdl(schema())).toBe(kept("schema.graphql"));
  expect(sdl(schema()).length / 1024).toBeLessThan(375);
});

test("the ingest format is the one in schema/ (`npm run schema` writes it)", () => {
  expect(JSON.parse(kept("ingest.schema.json"))).toEqual(JSON.parse(JSON.stringify(ingestSchema(entities))));
});

test("everything is described, but for filters and what interfaces describe", () => {
  const inherited = ["Node", "Version"].flatMap((name) => Object.keys((schema().getType(name) as { getFields(): object } | undefined)!.getFields()));
  const bare = Object.values(schema().getTypeMap()).filter(({ name }) => !name.startsWith("__")).flatMap((type) => [
    ...(type.description || ["Query", "Mutation", "Subscription"].includes(type.name) ? [] : [type.name]),
    ...(isEnumType(type) ? type.getValues().filter(({ description }) => !description).map(({ name }) => `${type.name}.${name}`) : []),
    ...(isObjectType(type) || (isInputObjectType(type) && !type.name.endsWith("Filter"))
      ? Object.values(type.getFields()).filter(({ name, description }) => !description && !(isObjectType(type) && inherited.includes(name))).map(({ name }) => `${type.name}.${name}`) : []),
    ...(isObjectType(type) && ["Query", "Mutation", "Subscription"].includes(type.name)
      ? Object.values(type.getFields()).flatMap((field) => field.args.filter(({ description }) => !description).map(({ name }) => `${field.name}(${name})`)) : []),
  ]);
  expect(bare).toEqual([]);
});

test("every root field but node and nodes takes a workspace", () => {
  const roots = [schema().getQueryType()!, schema().getMutationType()!, schema().getSubscriptionType()!].flatMap((type) => Object.values(type.getFields()));
  expect(roots.filter(({ args }) => !args.some(({ name }) => name === "workspace")).map(({ name }) => name).sort()).toEqual(["node", "nodes"]);
});

test("every mutation takes an idempotency key, said in the same words", () => {
  const keys = Object.values(schema().getMutationType()!.getFields()).map(({ name, args }) => [name, args.find((each) => each.name === "idempotencyKey")] as const);
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter(([, key]) => String(key?.type) !== "String").map(([name]) => name)).toEqual([]);
  expect(new Set(keys.map(([, key]) => key!.description)).size).toBe(1);
});

test("secrets are nowhere in it", () => {
  expect(/^\s*(hash|embedding|matrices)[(:].*$/m.exec(sdl(schema()))).toBeNull();
});

test.each([
  ["a filter that isn't", `{ scores(filter: { state: { eq: VALID } }) { nodes { value } } }`, false],
  ["a leaderboard", `{ scores(first: 10, orderBy: [{ field: VALUE, direction: DESC }], filter: { metric: { key: { eq: "ndcg@10" } }, slice: { key: { eq: "language=es" } },
    evaluation: { state: { eq: VALID }, taskVersion: { task: { key: { eq: "t" } } } } }) { nodes { value stdErr n evaluation { subject { name } data { split node { name } } } } } }`, true],
  ["a task's own", `{ task(key: "t", workspace: "demo") { leaderboard(metric: "ndcg@10", first: 3) { value evaluation { subject { name version head { name } } } } newest { name } } }`, true],
  ["versions of all kinds", `{ versions(filter: { state: { eq: IN_REVIEW }, head: { key: { startsWith: "a" } } }, first: 5) { nodes { __typename name version ordinal digest state head { name } } } }`, true],
  ["what serves", `{ deployments(filter: { validTo: { isNull: true } }) { nodes { task { name } environment { name } systemVersion { name models { role node { name parameterCount } }
    prompts { node { name language } } retrieval { node { name } } corpora { node { name } } datasets { node { name } } systems { node { name } } floating { alias node { name } } } } } }`, true],
  ["an evaluation", `{ evaluations { nodes { subject { name } taskVersion { name task { name } } data { split node { name itemCount } } judge { name } resolved { role node { name } } } } }`, true],
  ["a home of what is part of another", `{ prompt(key: "p") { homeDomain { name } } }`, false],
  ["an upsert by key", `mutation { upsertSystemVersions(workspace: "demo", input: [{ key: "s@1", models: [{ key: "m@1", role: "base" }], floating: [{ type: "Prompt", key: "p", alias: "production" }] }]) { created nodes { name } errors { path message } } }`, true],
  ["an upsert of what the service writes", `mutation { upsertAlerts(input: []) { created } }`, false],
  ["a state in an upsert", `mutation { upsertModelVersions(input: [{ key: "m@1", state: APPROVED }]) { created } }`, false],
])("%s: %s", (_name, text, valid) => {
  expect(problems(text).length === 0).toBe(valid);
});
