import { instant, int } from "./values.js";

/** On whose behalf a request reads and writes. */
export interface Viewer {
  /** Key of the principal, as asserted by the client. */
  readonly principal: string;
  /** Scopes that it sees (graph.md: `<workspace>/<home domain>`, `<workspace>/*`, `<workspace>/#operators`); null for all of them. */
  readonly scopes: readonly string[] | null;
  /** Highest sensitivity that it sees: 0 PUBLIC to 3 RESTRICTED. */
  readonly clearance: number;
  /** What it holds and over which scopes: `<workspace>/*` among them wherever it holds anything in that workspace. */
  readonly roles: readonly HeldRole[];
}

/** A role, or a permission such as `audit:counts` that a role gives, and the scopes over which it is held; null for all of them. */
export interface HeldRole {
  readonly role: string;
  readonly scopes: readonly string[] | null;
}

/** The service's own eyes, for what must hold whoever asks. What is read with them is shown to nobody unchecked. */
export const service: Viewer = { principal: "evalgraph", scopes: null, clearance: 3, roles: [] };

/** The service as it writes what is its own, whoever's request or measurement led to it. */
export const serviceWriter: Viewer = { ...service, roles: [{ role: "operator", scopes: null }] };

/** Whether nothing is hidden from a viewer. */
export const seesAll = ({ scopes, clearance }: Pick<Viewer, "scopes" | "clearance">): boolean => scopes === null && clearance >= service.clearance;

/** The roles that a viewer holds over a scope. */
export const rolesOver = ({ roles }: Pick<Viewer, "roles">, scope: string): readonly string[] =>
  roles.filter(({ scopes }) => scopes === null || scopes.includes(scope)).map(({ role }) => role);

/** The parameters that every planned read and every named query has; `now` is the moment that is looked at. */
export const viewerParameters = ({ scopes, clearance }: Viewer, now: string = new Date().toISOString()) =>
  ({ scopes, clearance: int(clearance), now: instant(now) });

/** Cypher's condition that a node is there at the moment looked at, `$now`, and this viewer may see it. */
export const visible = (it: string): string =>
  `($scopes IS NULL OR ${it}.scope IN $scopes) AND ${it}.sensitivity <= $clearance AND (${it}.retiredAt IS NULL OR ${it}.retiredAt > $now)`;

/** Cypher's condition that an edge that can end holds at the moment looked at. */
export const holds = (edge: string): string =>
  `(${edge}.validFrom IS NULL OR ${edge}.validFrom <= $now) AND (${edge}.validTo IS NULL OR ${edge}.validTo > $now)`;
