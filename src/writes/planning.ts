import type { Entities } from "../entity/ends.js";
import type { ProblemCode } from "../entity/problem.js";
import { isDraft, type Draft, type ItemError, type Link, type Reference } from "./draft.js";
import type { Known, Source, Stored, StoredVersion } from "./stored.js";

/** A node that this write makes, changes or finds as it should be. */
export interface Target {
  readonly draft: Draft;
  readonly label: string;
  readonly key: string;
  readonly id: string;
  readonly stored: Stored | undefined;
  /** Of a version. */
  readonly version?: { readonly ordinal: number; readonly digest: string } | undefined;
}

/** What the graph has of what is to be written, and of what that leads to. */
export interface Gathered {
  /** Nodes that links lead to, by `named`; seen by the viewer. */
  readonly known: Map<string, Known>;
  /** Versions by `named` of their head. */
  readonly versions: Map<string, readonly StoredVersion[]>;
  /** Revisions of heads by id, from before their versions were read. */
  readonly revisions: Map<string, number>;
  /** Nodes as they stand whose keys drafts tell by themselves, by `named`, seen or not. */
  readonly stored: ReadonlyMap<string, Stored>;
}

/** What is known while a write is planned. Filled step by step; every step reads what the ones before it found. */
export interface Planning extends Gathered {
  readonly source: Source;
  readonly entities: Entities;
  readonly trusted: boolean;
  /** Moment of the write. */
  readonly now: string;
  readonly drafts: readonly Draft[];
  readonly targets: Map<Draft, Target>;
  /** Targets by `named`. */
  readonly byName: Map<string, Target>;
  /** The domain that is the home of what names none. */
  root(): Target | Known;
  /** Errors by item. */
  readonly errors: Map<number, ItemError>;
}

/** A planning of which nothing is decided yet. */
export function newPlanning(given: Pick<Planning, "source" | "entities" | "trusted" | "now" | "drafts">, gathered: Gathered, root: (planning: Planning) => Target | Known): Planning {
  const planning: Planning = { ...given, ...gathered, root: () => root(planning), targets: new Map(), byName: new Map(), errors: new Map() };
  return planning;
}

/** Labels and keys have no space at the same time as a line break. */
export const named = (label: string, key: string): string => `${label}\n${key}`;

/** Gives up an item; its first reason is kept. */
export function reject({ errors }: Planning, draft: Draft, code: ProblemCode, path: string | null, message: string): void {
  if (errors.has(draft.item)) return;
  const at = [draft.path, path].filter(Boolean).join(".") || null;
  errors.set(draft.item, { index: draft.item, key: draft.key ?? null, path: at, code, message });
}

export const isRejected = ({ errors }: Planning, draft: Draft): boolean => errors.has(draft.item);

/** What a link leads to: a node of this write or one that is there already; undefined where this viewer sees none. */
export function endOf(planning: Planning, { to }: Link): Target | Known | undefined {
  if (isDraft(to)) return planning.targets.get(to);
  return find(planning, to);
}

function find(planning: Planning, { label, key }: Reference): Target | Known | undefined {
  const entity = planning.entities.get(label);
  if (entity?.head && !key.includes("@")) return newest(planning, entity.head, key);
  const target = planning.byName.get(named(label, key));
  return target && usable(planning, target) ? target : planning.known.get(named(label, key));
}

/** The newest version of a head by ordinal that isn't RETIRED, those of this write included. */
function newest(planning: Planning, head: string, key: string): Target | Known | undefined {
  const ends = (planning.versions.get(named(head, key)) ?? [])
    .filter(({ state, retired }) => state !== "RETIRED" && !retired)
    .sort((left, right) => right.ordinal - left.ordinal)
    .map((version) => find(planning, version));
  return ends.find((end) => end !== undefined);
}

/** A new node that can't be written isn't there for others; one that is there stays, however its item fares, if it is seen. */
const usable = (planning: Planning, { draft, stored, label, key }: Target): boolean =>
  (stored ? planning.known.has(named(label, key)) : !isRejected(planning, draft));

/** The sentence for a link that leads nowhere; the same for hidden, retired and missing nodes. */
export const missing = ({ label, key }: Reference): string =>
  `There is no ${label} ${JSON.stringify(key)} that you can see; write it first, or correct the key.`;
