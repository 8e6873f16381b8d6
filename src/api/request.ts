import type { IncomingMessage } from "node:http";
import type { Catalogue } from "../entity/catalogue.js";
import type { KeepingSetting } from "../entity/fields.js";
import type { Database } from "../graph/database.js";
import type { Context } from "../reads/context.js";
import { reads } from "../reads/reads.js";
import { localOwner, viewerOf } from "../workspaces/offers.js";

/** What all requests share. */
export interface Service {
  readonly catalogue: Catalogue;
  readonly database: Database;
  /** Workspace of fields that don't name one. */
  readonly workspace: string;
  /** Whether measurements over few cases, or about one person, are taken; not unless given. */
  readonly smallCounts?: boolean;
  /** Settings that are on and let fields be kept; none unless given. */
  readonly kept?: readonly KeepingSetting[];
}

export const principalHeader = "evalgraph-principal";

/** Who asks, as the request itself says: until there is authentication, a principal is asserted and recorded as such. */
export const principalOf = ({ headers }: Pick<IncomingMessage, "headers">): string => {
  const said = headers[principalHeader];
  return (Array.isArray(said) ? said[0] : said)?.trim() || localOwner;
};

/** The context of the request with this id: its viewer is looked up once. */
export async function contextOf({ catalogue, database, workspace, smallCounts, kept }: Service, principal: string, request: string): Promise<Context> {
  const graph = database.session();
  const viewer = await viewerOf(graph, principal);
  return { viewer, workspace, request, smallCounts, kept, graph, reads: reads(catalogue, { graph, viewer, workspace }) };
}
