import type { IncomingMessage, ServerResponse } from "node:http";
import type { Catalogue } from "../entity/catalogue.js";
import type { KeepingSetting } from "../entity/fields.js";
import type { Database, Graph } from "../graph/database.js";
import type { Context } from "../reads/context.js";
import { reads } from "../reads/reads.js";
import { localOwner, viewerOf, type Viewers } from "../workspaces/offers.js";
import { bookmarkHeader, bookmarkText } from "./bookmarks.js";

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
  /** Viewers that are known; each request looks its own up unless given. */
  readonly viewers?: Viewers;
  /** Told after each write. */
  readonly wrote?: () => void;
}

export const principalHeader = "evalgraph-principal";

/** Who asks, as the request itself says: until there is authentication, a principal is asserted and recorded as such. */
export const principalOf = ({ headers }: Pick<IncomingMessage, "headers">): string => {
  const said = headers[principalHeader];
  return (Array.isArray(said) ? said[0] : said)?.trim() || localOwner;
};

/** A context that says what its request must be able to read from now on. */
export interface Asked extends Context {
  /** The bookmark of what it has written; null where it has written nothing. */
  bookmark(): Promise<string | null>;
}

/**
 * The context of the request with this id, which sees at least what these bookmarks stand for. With any its viewer is looked up
 * anew: who wrote a grant and then asks in its place is not answered by what was known before.
 */
export async function contextOf(service: Service, principal: string, request: string, bookmarks: readonly string[] = []): Promise<Asked> {
  const { catalogue, database, workspace, smallCounts, kept, viewers } = service;
  const session = database.session(bookmarks);
  let hasWritten = false;
  const graph: Graph = {
    read: session.read,
    write: async (name, work) => {
      try {
        const answer = await session.write(name, work);
        hasWritten = true;
        return answer;
      } finally {
        viewers?.forget();
        service.wrote?.();
      }
    },
  };
  const viewer = await (viewers ? viewers.of(graph, principal, bookmarks.length > 0) : viewerOf(graph, principal));
  return {
    viewer, workspace, request, smallCounts, kept, graph, reads: reads(catalogue, { graph, viewer, workspace }),
    bookmark: async () => (hasWritten ? bookmarkText(await session.bookmarks()) : null),
  };
}

/** Tells the bookmark of what a request has written in its response. */
export async function sayBookmark(response: Pick<ServerResponse, "setHeader">, { bookmark }: Asked): Promise<void> {
  const text = await bookmark();
  if (text !== null) response.setHeader(bookmarkHeader, text);
}
