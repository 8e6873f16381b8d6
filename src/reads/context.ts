import type { GraphQLResolveInfo } from "graphql";
import type { KeepingSetting } from "../entity/fields.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import type { Linked } from "./linked.js";
import type { Located, NodeKey } from "./locate.js";
import type { Operation } from "./operation.js";

/** What every request carries. */
export interface Context {
  readonly viewer: Viewer;
  /** Workspace of fields that don't name one. */
  readonly workspace: string;
  /** Identifier of the request, as in the logs. */
  readonly request: string;
  /** Whether measurements over few cases, or about one person, are taken; not unless given. */
  readonly smallCounts?: boolean | undefined;
  /** Settings that are on and let fields be kept; none unless given. */
  readonly kept?: readonly KeepingSetting[] | undefined;
  readonly graph: Graph;
  readonly reads: Reads;
}

/** Planned reads: from what was selected to what is in the graph, one statement each. */
export interface Reads {
  /** What a root field answers that its declaration alone decides (`PlannedRoot` in its extensions). */
  root(info: GraphQLResolveInfo): Promise<unknown>;
  /**
   * The whole answer of an operation straight from its rows, where nothing is in doubt; else null. What has been read by then is
   * kept: resolvers that answer instead read it, or throw what came of it.
   */
  straight(asked: Operation): Promise<Record<string, unknown> | null>;
  /** What an algorithm gave for the root field of this response key, before graphql-js came to execute it; undefined where nothing did. */
  answered(key: string): Promise<unknown> | undefined;
  /**
   * The node with this id, with what was selected of it; null where this viewer sees none. All calls for one field in one tick
   * become one planned read. With `asOf` (ISO 8601)
   * it is read as it stood then: nodes retired since are there, and edges are those that held.
   */
  node(id: string, info: GraphQLResolveInfo, asOf?: string | null): Promise<object | null>;
  /** The nodes that a field of an algorithm's answer (`hits { node { ... } }`) shows of an object in it, read like that. */
  linked(object: object, link: Linked, info: GraphQLResolveInfo): Promise<unknown>;
  /**
   * Nodes by type and key, in their order, for an algorithm to start from, now or at `asOf`; throws NOT_FOUND for one that is
   * missing, hidden, or retired by then.
   */
  locate(keys: readonly NodeKey[], workspace?: string | null, asOf?: string | null): Promise<readonly Located[]>;
}
