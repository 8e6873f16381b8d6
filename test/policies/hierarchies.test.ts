import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { decideTask } from "../../src/policies/enforce.js";
import { onTasks } from "../../src/policies/policies.queries.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { plant, type Planted, type PlantedEdge } from "../support/planted.js";
import { hierarchy, later, middle, past, type Hierarchy, type Period } from "./generated.js";
import { answer, reaching } from "./model.js";

const worlds = Array.from({ length: 200 }, (_, seed) => hierarchy(seed + 1));
const slow = 60_000;
const everyone = { principal: "owner", scopes: null, clearance: 3, roles: [] };
const workspace = freshWorkspace();
const mine = (id: string) => `${workspace}_${id}`;
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await plant(database, workspace, worlds.flatMap(nodes), worlds.flatMap(edges));
}, slow);

test.each([past, "2026-01-15T00:00:00.000Z", middle, later])("the policies that reach each of 1,200 tasks at %s are those of a plain model, in one statement", async (asOf) => {
  const statements: string[] = [];
  const stop = database.observe(({ name }) => statements.push(name));
  const rows = await onTasks(database, everyone, { tasks: worlds.flatMap(({ tasks }) => tasks.map(({ id }) => mine(id))), action: null, asOf });
  stop();
  const found = rows.map(({ task, id, path }) => `${task} ${id} ${path.length - 1}`);
  const expected = worlds.flatMap((world) => world.tasks.flatMap(({ id }) => [...reaching(world, id, asOf)].map(([policy, far]) => `${mine(id)} ${mine(policy.id)} ${far}`)));
  expect(found.sort()).toEqual(expected.sort());
  expect(found.length).toBeGreaterThan(400);
  expect(statements).toEqual(["policies/onTasks"]);
}, slow);

test.each([[past, null], [middle, "support"], [later, "sales"]])("what is decided at %s for the purpose %s is what the plain model decides", async (asOf, purpose) => {
  const some = worlds.slice(0, 40).flatMap((world) => world.tasks.map(({ id }) => ({ world, id })));
  const decided = await Promise.all(some.map(({ id }) =>
    decideTask(database, { workspace, task: mine(id), action: "PROMPT", purpose, principal: "nobody", asOf }, asOf)));
  const plain = decided.map(({ allowed, why, duties, bounds }) => ({ allowed, why, duties, most: bounds.find(({ on }) => on === "maxTokens")?.bound ?? null }));
  expect(plain).toEqual(some.map(({ world, id }) => {
    const { duties, ...rest } = answer(world, id, purpose, asOf);
    return { ...rest, duties: duties.map(mine).sort() };
  }));
}, slow);

function nodes({ tasks, domains, policies }: Hierarchy): readonly Planted[] {
  return [
    ...tasks.map(({ id }): Planted => ({ type: "Task", key: id, id: mine(id) })),
    ...domains.map(({ id }): Planted => ({ type: "Domain", key: id, id: mine(id) })),
    ...policies.map(({ id, effect, purpose, maxTokens, state, effective }): Planted => ({
      type: "PolicyVersion", key: id, id: mine(id), effect, purpose, state, action: "PROMPT", text: id, effectiveFrom: effective.from, effectiveTo: effective.to,
      constraint: maxTokens && effect !== "PROHIBIT" ? JSON.stringify({ on: "maxTokens", operator: "AT_MOST", bound: maxTokens }) : null,
    })),
  ];
}

function edges({ tasks, domains, policies }: Hierarchy): readonly PlantedEdge[] {
  const held = ({ from, to }: Period) => ({ validFrom: from, validTo: to });
  return [
    ...tasks.flatMap(({ id, parent, domains: own }): PlantedEdge[] => [
      ...(parent ? [[mine(id), "SUBTASK_OF", mine(parent.id), held(parent)] as const] : []), ...own.map((domain) => [mine(id), "IN_DOMAIN", mine(domain)] as const),
    ]),
    ...domains.flatMap(({ id, parent }): PlantedEdge[] => (parent ? [[mine(id), "SUBDOMAIN_OF", mine(parent)]] : [])),
    ...policies.flatMap(({ id, on, assigned, supersedes }): PlantedEdge[] => [
      ...on.map(({ place, ...period }) => [mine(id), "GOVERNS", mine(place), held(period)] as const),
      ...(assigned ? [[mine(id), "ASSIGNED_TO", mine(assigned)] as const] : []), ...(supersedes ? [[mine(id), "SUPERSEDES", mine(supersedes)] as const] : []),
    ]),
  ];
}
