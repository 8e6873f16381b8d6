import { z } from "zod";
import { grouped } from "../entity/grouped.js";
import { givenKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { query } from "../graph/query.js";
import { service, type HeldRole, type Viewer } from "../graph/viewer.js";

/** Who acts where nobody is named: whoever runs the service on their own machine. */
export const localOwner = "local-owner";

/**
 * What each role may see, up to which sensitivity (0 PUBLIC, 1 INTERNAL, 2 CONFIDENTIAL, 3 RESTRICTED), and what else it may.
 * A role that isn't here sees what is PUBLIC.
 */
export const roles: Readonly<Record<string, { readonly clearance: number; readonly may: readonly string[] }>> = {
  viewer: { clearance: 1, may: [] },
  analyst: { clearance: 2, may: [] },
  auditor: { clearance: 2, may: ["audit:counts"] },
  steward: { clearance: 3, may: [] },
  operator: { clearance: 3, may: ["audit:counts"] },
};
const unknownRole = { clearance: 0, may: [] };

const grants = query("workspaces/grants", {
  params: z.object({ principal: givenKey }),
  row: z.object({ workspace: z.string(), grants: z.array(z.object({ role: z.string(), domains: z.array(z.string()) })) }),
});
type Grants = Awaited<ReturnType<typeof grants>>;

/**
 * On whose behalf a request reads and writes, by the grants of a principal and of its teams in every workspace. The local owner
 * sees everything and holds every role everywhere. Several grants give all their scopes and the least of their clearances, so that a
 * narrow grant never widens another; each role is held where its own grants reach. @throws Problem FORBIDDEN where no workspace knows the principal.
 */
export async function viewerOf(graph: Graph, principal: string): Promise<Viewer> {
  if (principal === localOwner) return { principal, scopes: null, clearance: 3, roles: held(Object.keys(roles).map((role) => ({ role, scopes: null }))) };
  const found = await grants(graph, service, { principal });
  if (found.length > 0) return viewer(principal, found);
  throw new Problem("FORBIDDEN", `No workspace knows the principal ${JSON.stringify(principal)}, so that it sees nothing; write it as a Principal, give it a Grant over a domain, or leave it out to act as ${localOwner}.`);
}

/** What grants amount to; without any, nothing. */
export function viewer(principal: string, found: Grants): Viewer {
  const all = found.flatMap(({ workspace, grants: own }) => own.map(({ role, domains }) => ({ role, scopes: reach(workspace, role, domains) })));
  const clearance = all.length === 0 ? 0 : Math.min(...all.map(({ role }) => (roles[role] ?? unknownRole).clearance));
  return { principal, scopes: [...new Set(all.flatMap(({ scopes }) => scopes))], clearance, roles: held(all) };
}

/** The scopes of one grant: its domains, what every viewer of the workspace sees, and what operators see where it makes one. */
const reach = (workspace: string, role: string, domains: readonly string[]): readonly string[] =>
  [`${workspace}/*`, ...domains.map((domain) => `${workspace}/${domain}`), ...(role === "operator" ? [`${workspace}/#operators`] : [])];

/** Each role and what it permits once, over all scopes of the grants that give it. */
const held = (all: readonly HeldRole[]): readonly HeldRole[] =>
  [...grouped(all.flatMap(({ role, scopes }) => [role, ...(roles[role] ?? unknownRole).may].map((each) => ({ role: each, scopes }))), ({ role }) => role)]
    .map(([role, own]) => ({ role, scopes: own.some(({ scopes }) => scopes === null) ? null : [...new Set(own.flatMap(({ scopes }) => scopes ?? []))] }));
