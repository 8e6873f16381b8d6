import type { Command } from "commander";
import { ulid } from "ulid";
import { entities } from "../catalogue.js";
import { readConfig, type Config } from "../config.js";
import { Problem } from "../entity/problem.js";
import { migrate } from "../graph/migrate.js";
import { openDatabase, type Opened } from "../graph/open.js";
import { reads } from "../reads/reads.js";
import type { Context } from "../reads/context.js";
import type { NodeKey } from "../reads/locate.js";
import { localOwner, usualWorkspace, viewerOf } from "../workspaces/offers.js";

import { output, type Output } from "./output.js";

/** Options that several commands have. */
export interface Shared {
  readonly json?: true;
  readonly as?: string;
  readonly workspace?: string;
}

export const withJson = (command: Command): Command => command.option("--json", "print the result as JSON");
export const withIdentity = (command: Command): Command => withCaller(withJson(command));
export const withCaller = (command: Command): Command => command
  .option("--as <principal>", "key of the principal that acts, recorded as asserted", localOwner)
  .option("--workspace <key>", "workspace, instead of EVALGRAPH_WORKSPACE");

/** `SystemVersion:KEY`. @throws Problem BAD_INPUT. */
export function keyIn(option: string, given: string): NodeKey {
  const at = given.indexOf(":");
  if (at > 0 && at < given.length - 1) return { type: given.slice(0, at), key: given.slice(at + 1) };
  throw new Problem("BAD_INPUT", `${option} is ${JSON.stringify(given)}; expected a type and a key, such as SystemVersion:it-assistant@2026.10.`);
}

/** A command at work: where it prints, and the database with a context like a request's. */
export interface Work {
  readonly config: Config;
  readonly out: Output;
  readonly opened: Opened;
  readonly context: Context;
}

/** Opens the database of the settings, the running one where there is one, brings it up to date, and closes it after the work. */
export async function withDatabase<T>({ json, as = localOwner, workspace }: Shared, work: (at: Work) => Promise<T>): Promise<T> {
  const config = readConfig();
  const out = output({ json: json === true });
  const opened = await openDatabase(config, out.say);
  try {
    await migrate(opened.database, out.say);
    const graph = opened.database.session();
    const viewer = await viewerOf(graph, as);
    const at = workspace ?? await usualWorkspace(graph, config.workspace);
    return await work({ config, out, opened, context: { viewer, workspace: at, request: ulid(), smallCounts: config.smallCounts, kept: config.kept, graph, reads: reads(entities, { graph, viewer, workspace: at }) } });
  } finally {
    await opened.close();
  }
}
