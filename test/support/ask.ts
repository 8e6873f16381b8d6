import { graphql, type GraphQLSchema } from "graphql";
import { apiSchema } from "../../src/api/schema.js";
import { resolvers } from "../../src/api/resolvers.js";
import { entities } from "../../src/catalogue.js";
import type { Database, Statement } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import type { Context } from "../../src/reads/context.js";
import { reads } from "../../src/reads/reads.js";
import { load, type Item } from "../../src/writes/load.js";

/** Sees everything, as `local-owner` does. */
export const owner: Viewer = { principal: "local-owner", scopes: null, clearance: 3, roles: ["operator", "audit:counts"].map((role) => ({ role, scopes: null })) };

/** Sees what is in these domains of a workspace, up to INTERNAL. */
export const viewerOver = (workspace: string, domains: readonly string[], clearance = 1): Viewer =>
  ({ principal: "person/test", scopes: [`${workspace}/*`, ...domains.map((domain) => `${workspace}/${domain}`)], clearance, roles: [] });

let built: GraphQLSchema | undefined;
/** The whole API, made once a process: its types have names. */
export const schema = (): GraphQLSchema => (built ??= apiSchema(entities, resolvers));

/** What a request gets as its context. */
export function contextFor(database: Database, workspace: string, viewer: Viewer = owner): Context {
  const graph = database.session();
  return { viewer, workspace, request: "test", graph, reads: reads(entities, { graph, viewer, workspace }) };
}

export interface Asked {
  readonly data: Record<string, never> | null | undefined;
  readonly errors: readonly string[];
  readonly statements: readonly Statement[];
}

/** Answers an operation through graphql-js, and tells which statements it took. */
export async function ask(database: Database, workspace: string, source: string, { variables = {}, viewer = owner }: { readonly variables?: Record<string, unknown>; readonly viewer?: Viewer } = {}): Promise<Asked> {
  const statements: Statement[] = [];
  const stop = database.observe((statement) => statements.push(statement));
  const { data, errors = [] } = await graphql({ schema: schema(), source, variableValues: variables, contextValue: contextFor(database, workspace, viewer) });
  stop();
  return { data: data === null || data === undefined ? data : JSON.parse(JSON.stringify(data)), errors: errors.map(({ message }) => message), statements };
}

/** Writes items as the owner and fails on the first that is refused. */
export async function given(database: Database, workspace: string, items: readonly Item[], trusted = true): Promise<readonly string[]> {
  const { ids, errors } = await load({ graph: database.session(), workspace, principal: owner.principal, viewer: owner, request: "test" }, items, { action: "given", trusted });
  if (errors.length > 0) throw new Error(`Not written: ${JSON.stringify(errors.slice(0, 3))}`);
  return ids as readonly string[];
}
