import { HeaderMap } from "@apollo/server";
import { readdirSync, readFileSync } from "node:fs";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { apollo } from "../../src/api/apollo.js";
import { entities } from "../../src/catalogue.js";
import { Problem } from "../../src/entity/problem.js";
import type { Database, Graph, Row, Statement } from "../../src/graph/database.js";
import type { Context } from "../../src/reads/context.js";
import { reads } from "../../src/reads/reads.js";
import { loadSeed } from "../../src/seeds/loadSeed.js";
import { owner, schema, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { generator, redrawn, type Asked, type Known } from "../support/generated.js";
import { randomOf } from "../support/random.js";

/** Answers straight from the plan and those of graphql-js, byte for byte. */
const generated = 2_000;
const workspace = freshWorkspace();
const silent = pino({ level: "silent" });
const [fast, plain] = [apollo(schema(), silent), apollo(schema(), silent, { straight: false })];
let database: Database;
let known: Known;
let asks = 0;

beforeAll(async () => {
  database = await testDatabase();
  await loadSeed({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, "seeds/it-assistant", { workspace });
  const rows = await database.read({ name: "test", text: "MATCH (n {workspace: $workspace}) WHERE n.key IS NOT NULL RETURN labels(n)[0] AS label, collect(n.key)[..5] AS keys, collect(n.id)[..3] AS ids", parameters: { workspace } });
  const of = <T>(name: string) => rows.map((row): readonly [string, readonly T[]] => [row.get("label") as string, row.get(name) as T[]]).filter(([label]) => entities.entities.has(label));
  known = { ids: of<string>("ids").flatMap(([, ids]) => ids), keys: Object.fromEntries(of<string>("keys")), cursors: await cursors() };
  await Promise.all([fast.start(), plain.start()]);
  // Both answer at one moment: some answers tell it.
  vi.useFakeTimers({ toFake: ["Date"] });
}, 300_000);
afterAll(() => void vi.useRealTimers());

/**
 * Both answers over the same rows: what was read for the first is read again for the second. Only the first may come by a plan that
 * was made for another request: to the second the document is new.
 */
async function both(asked: Asked, { viewer = owner, fails = false } = {}): Promise<{ readonly straight: boolean; readonly answers: readonly [string, string] }> {
  const seen = new Map<string, Promise<readonly Row[]>>();
  let straight = false;
  const session = database.session();
  const graph: Graph = {
    ...session,
    read: ({ name, text, parameters }: Statement) => {
      if (fails) return Promise.reject(new Problem("UNAVAILABLE", "The database is away; try again."));
      const { now: _now, ...rest } = parameters;
      const at = `${text} ${JSON.stringify(rest)}`;
      const found = seen.get(at) ?? session.read({ name, text, parameters });
      seen.set(at, found);
      return found;
    },
  };
  const answer = async (server: typeof fast, sent: Asked): Promise<string> => {
    const own = reads(entities, { graph, viewer, workspace });
    const told: typeof own = { ...own, straight: async (operation) => {
      const data = await own.straight(operation);
      straight ||= data !== null;
      return data;
    } };
    const context: Context = { viewer, workspace, request: "test", graph, reads: told };
    const { status, body } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: "POST", headers: new HeaderMap([["content-type", "application/json"]]), search: "", body: sent }, context: async () => context,
    });
    return `${status ?? 200} ${body.kind === "complete" ? body.string : ""}`;
  };
  asks += 1;
  return { answers: [await answer(fast, asked), await answer(plain, { ...asked, query: `${asked.query} # ${asks}` })], straight };
}

/**
 * Where a field that can't be null fails, there is no data, and what fails beside it is told or not, as time has it (GraphQL specification, section 6.4.4): whether two such
 * answers differ in nothing but that.
 */
function tellsLess(one: string, other: string): boolean {
  const [few, many] = [one, other].map((answer): Told => ({ status: answer.slice(0, 3), ...(JSON.parse(answer.slice(4)) as Omit<Told, "status">) })).sort((a, b) => a.errors.length - b.errors.length) as [Told, Told];
  const told = many.errors.map((error) => JSON.stringify(error));
  return few.status === many.status && few.data == null && many.data == null && few.errors.length > 0 && few.errors.every((error) => told.includes(JSON.stringify(error)));
}
interface Told {
  readonly status: string;
  readonly data?: unknown;
  readonly errors: readonly object[];
}

async function cursors(): Promise<readonly string[]> {
  const own = await both({ query: "{ tasks(first: 2) { pageInfo { endCursor } } documents(first: 1, orderBy: [{field: TITLE}]) { edges { cursor } } metrics(first: 1) { pageInfo { startCursor } } }", variables: {} }).catch(() => undefined);
  return [...(own?.answers[0] ?? "").matchAll(/ursor":"([^"]+)"/g)].map(([, cursor]) => cursor!);
}

test("every operation of schema/operations", async () => {
  const names = readdirSync("schema/operations").filter((name) => name.endsWith(".graphql")).map((name) => name.replace(".graphql", ""));
  const text = (name: string) => readFileSync(`schema/operations/${name}`, "utf8");
  for (const name of names.filter((each) => each !== "buildPrompt")) {
    const { answers: [straight, executed] } = await both({ query: text(`${name}.graphql`), variables: JSON.parse(text(`${name}.variables.json`)) as Record<string, unknown> });
    expect(straight, name).toBe(executed);
  }
});

test(`${generated} generated operations, errors included`, async () => {
  const random = randomOf(20_261_122);
  const next = generator(schema(), known, random);
  const narrow = viewerOver(workspace, ["it-support"]);
  const tally = { straight: 0, data: 0, errors: 0, failed: 0 };
  let asked: Asked = next();
  for (let at = 0; at < generated; at += 1) {
    // Every other request is the last one with other values, where it has variables.
    const again = at % 2 === 1 && Object.keys(asked.variables).length > 0;
    asked = again ? { ...asked, variables: redrawn(asked.variables, known, random) } : next();
    const fails = at % 50 === 49;
    const { answers: [straight, executed], straight: isStraight } = await both(asked, { viewer: at % 3 === 0 ? narrow : owner, fails });
    if (!fails || isStraight || !tellsLess(straight, executed)) expect(straight, `${asked.query} ${JSON.stringify(asked.variables)}`).toBe(executed);
    tally.straight += Number(isStraight);
    tally.data += Number(executed.startsWith("200 {\"data\":{"));
    tally.errors += Number(executed.includes("\"errors\":"));
    tally.failed += Number(fails);
  }
  // Both ways are taken often, and both ends are met.
  expect(tally.straight).toBeGreaterThan(generated * 0.6);
  expect(tally.data).toBeGreaterThan(generated * 0.6);
  expect(tally.errors).toBeGreaterThan(generated * 0.05);
  expect(tally.failed).toBe(generated / 50);
}, 600_000);
