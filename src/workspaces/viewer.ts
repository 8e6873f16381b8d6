import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { query } from "../graph/query.js";
import { service, type Viewer } from "../graph/viewer.js";

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
 * sees everything. Several grants give all their scopes and the least of their clearances, so that a narrow grant never widens
 * another. @throws Problem FORBIDDEN where no workspace knows the principal.
 */
export async function viewerOf(graph: Graph, principal: string): Promise<Viewer> {
  if (principal === localOwner) return { principal, scopes: null, clearance: 3, roles: [...Object.keys(roles), ...Object.values(roles).flatMap(({ may }) => may)] };
  const found = await grants(graph, service, { principal });
  if (found.length > 0) return viewer(principal, found);
  throw new Problem("FORBIDDEN", `No workspace knows the principal ${JSON.stringify(principal)}, so that it sees nothing; write it as a Principal, give it a Grant over a domain, or leave it out to act as ${localOwner}.`);
}

/** What grants amount to; without any, nothing. */
export function viewer(principal: string, found: Grants): Viewer {
  const all = found.flatMap(({ workspace, grants: own }) => own.map((grant) => ({ workspace, ...grant })));
  const scopes = all.flatMap(({ workspace, role, domains }) =>
    [`${workspace}/*`, ...domains.map((domain) => `${workspace}/${domain}`), ...(role === "operator" ? [`${workspace}/#operators`] : [])]);
  const held = [...new Set(all.map(({ role }) => role))];
  const clearance = held.length === 0 ? 0 : Math.min(...held.map((role) => (roles[role] ?? unknownRole).clearance));
  return { principal, scopes: [...new Set(scopes)], clearance, roles: [...new Set(held.flatMap((role) => [role, ...(roles[role] ?? unknownRole).may]))] };
}
