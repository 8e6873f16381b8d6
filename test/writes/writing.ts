import type { Database } from "../../src/graph/database.js";
import type { Viewer } from "../../src/graph/viewer.js";
import { load, type Item, type LoadOptions, type LoadResult } from "../../src/writes/load.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

export const owner: Viewer = { principal: "local-owner", scopes: null, clearance: 3, roles: [{ role: "operator", scopes: null }] };

/** A workspace of its own, and what tests do in it. */
export interface Place {
  readonly workspace: string;
  readonly database: Database;
  context(viewer?: Viewer): { readonly graph: Database; readonly workspace: string; readonly principal: string; readonly viewer: Viewer };
  write(items: readonly Item[], options?: Partial<LoadOptions>, viewer?: Viewer): Promise<LoadResult>;
  /** Writes items as a seed does, and fails on the first that is refused. */
  given(...items: readonly Item[]): Promise<readonly (string | null)[]>;
  /** First column of the rows of a statement with `$workspace`. */
  ask(text: string, parameters?: Readonly<Record<string, unknown>>): Promise<readonly unknown[]>;
}

export async function freshPlace(): Promise<Place> {
  const database = await testDatabase();
  const workspace = freshWorkspace();
  const context = (viewer: Viewer = owner) => ({ graph: database.session() as unknown as Database, workspace, principal: viewer.principal, viewer });
  const write: Place["write"] = (items, options = {}, viewer = owner) => load(context(viewer), items, { action: "test", ...options });
  return {
    workspace, database, context, write,
    async given(...items) {
      const { ids, errors } = await write(items, { trusted: true });
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      return ids;
    },
    async ask(text, parameters = {}) {
      const rows = await database.read({ name: "test", text, parameters: { workspace, ...parameters } });
      return rows.map((row) => row.get(0) as unknown);
    },
  };
}

/** Sees some domains of a workspace, and holds its roles over all of them. */
export const over = (workspace: string, domains: readonly string[], clearance = 1, roles: readonly string[] = ["steward"]): Viewer => {
  const scopes = [`${workspace}/*`, ...domains.map((domain) => `${workspace}/${domain}`)];
  return { principal: "person/ana", scopes, clearance, roles: roles.map((role) => ({ role, scopes })) };
};

export const domain = (key: string, more: object = {}): Item => ({ type: "Domain", key, title: key, ...more });
export const task = (key: string, more: object = {}): Item => ({ type: "Task", key, title: key, ...more });
export const metric = (key: string): Item => ({ type: "Metric", key, title: key, better: "HIGHER" });
export const model = (key: string, more: object = {}): Item => ({ type: "Model", key, title: key, ...more });
