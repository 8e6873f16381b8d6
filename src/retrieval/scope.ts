import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { decideDocuments, type Action, type Bound, type DocumentsDecision } from "../policies/offers.js";

/** For whom and for what documents are wanted. */
export interface Purpose {
  readonly workspace: string;
  /** Id of the task. */
  readonly task: string;
  /** All that is to be done with them: what one action denies isn't used. */
  readonly actions: readonly Action[];
  readonly purpose: string | null;
  readonly language: string | null;
  /** ISO 8601; null for now. */
  readonly asOf: string | null;
}

/** What policies leave of the documents that a viewer may see. */
export interface Allowed {
  /** Ids of the policy versions that keep the task from documents altogether; null where none do. */
  readonly prohibitedBy: readonly string[] | null;
  /** Ids of document versions that may not be used. */
  readonly denied: readonly string[];
  /** The most tokens that policies allow for anything, or for what holds a document version; infinite where none bounds it. */
  readonly mostTokens: number;
  mostTokensWith(version: string): number;
  /** Whether policies ask for personal data in a document version to be replaced. */
  redacts(version: string): boolean;
  /** Ids of the policy versions whose duties go with the use of a document version. */
  duties(version: string): readonly string[];
}

/** One decision an action, together; `now` is the present, ISO 8601. */
export async function allowed(graph: Graph, viewer: Viewer, { actions, language, ...intent }: Purpose, now: string): Promise<Allowed> {
  const facts = language === null ? {} : { language };
  const decisions = await Promise.all(actions.map((action) => decideDocuments(graph, viewer, { ...intent, action, facts, principal: viewer.principal }, now)));
  const refused = decisions.filter(({ task }) => !task.allowed);
  const of = (version: string) => decisions.flatMap(({ bound }: DocumentsDecision) => bound.get(version) ?? []);
  return {
    prohibitedBy: refused.length > 0 ? unique(refused.flatMap(({ task }) => task.because)) : null,
    denied: unique(decisions.flatMap(({ denied }) => denied)),
    mostTokens: mostTokens(decisions.flatMap(({ task }) => task.bounds)),
    mostTokensWith: (version) => mostTokens(of(version).flatMap(({ bounds }) => bounds)),
    redacts: (version) => [...decisions.flatMap(({ task }) => task.bounds), ...of(version).flatMap(({ bounds }) => bounds)].some(({ on, bound }) => on === "personalData" && bound === "REDACT"),
    duties: (version) => unique(of(version).flatMap(({ duties }) => duties)),
  };
}

/** The least of all bounds on length; infinite where there is none. */
export const mostTokens = (bounds: readonly Bound[]): number =>
  Math.min(...bounds.filter(({ on, operator }) => on === "maxTokens" && operator !== "AT_LEAST").map(({ bound }) => Number(bound)));

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();
