import { entities as catalogue } from "../catalogue.js";
import type { KeepingSetting } from "../entity/fields.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import type { Draft, Item, ItemError } from "./draft.js";
import { foundation } from "./foundation.js";
import { gather } from "./gather.js";
import { grouped } from "../entity/grouped.js";
import { finishMoves } from "./largeMoves.js";
import { checkMay } from "./may.js";
import { once } from "./once.js";
import { parse, type Parsed } from "./parse.js";
import { plan } from "./plan.js";
import { newPlanning, type Planning } from "./planning.js";
import { write } from "./write.js";

const { entities } = catalogue;

export type { Item, ItemError };

/** On whose behalf something is written, and where. */
export interface LoadContext {
  readonly graph: Graph;
  readonly workspace: string;
  /** Key of the principal, recorded as asserted. */
  readonly principal: string;
  readonly viewer: Viewer;
  /** Identifier of the request, as in the logs. */
  readonly request?: string | undefined;
  /** Takes measurements over fewer than ten cases, or about one person. */
  readonly smallCounts?: boolean | undefined;
  /** Settings that are on and let fields be kept; none unless given. */
  readonly kept?: readonly KeepingSetting[] | undefined;
}

export interface LoadOptions {
  /** Operation, such as `upsertTasks`, for the audit. */
  readonly action: string;
  /** For the service itself and its seeds: items may carry states, and be of kinds that only the service writes. */
  readonly trusted?: boolean;
  /** What is asked of prompts and demonstrations before they are reviewed was seen to: only then their reviews are taken. */
  readonly checked?: boolean;
  readonly progress?: (done: number, total: number) => void;
  /** For each item the place of the first of those that are written all together or not at all; each for itself unless given. */
  readonly together?: readonly number[];
  /** A client's own name for this command: sent again under it, the command is not done again and has its first answer. */
  readonly idempotencyKey?: string | null | undefined;
}

/** What came of a list of items. */
export interface LoadResult {
  /** By place in the input; null where an item was not written. */
  readonly ids: readonly (string | null)[];
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** By place in the input. */
  readonly errors: readonly ItemError[];
}

/**
 * Writes items: entities by their keys, evaluations and measurements. What is wrong with an item is reported, and all others
 * are written; items may refer to later ones. The same items again change nothing.
 * @throws Problem UNAVAILABLE if the database can't be reached or takes no more now: what was written until then stays. FORBIDDEN to those who hold no
 * role that writes.
 */
export async function load(context: LoadContext, items: readonly Item[], options: LoadOptions): Promise<LoadResult> {
  checkWorkspace(context.workspace);
  checkMay(context.viewer, "write", options.action, context.workspace);
  return once(context, options.idempotencyKey, { act: "write", action: options.action, items }, () => loadOnce(context, items, options));
}

/** Two writers can meet on the same nodes; whoever comes second plans again. Each round at least one of them gets through. */
const mostRounds = 20;

async function loadOnce(context: LoadContext, items: readonly Item[], options: LoadOptions): Promise<LoadResult> {
  const { graph, workspace, viewer, principal, request, smallCounts = false, kept = [] } = context;
  const { action, trusted = false, checked = false, progress = () => {}, together } = options;
  const byAgent = items.some(({ type }) => type === "Evaluation") && (await isAgent(context));
  const parsed = boundTogether(parse(items, { entities, trusted, smallCounts, kept, byAgent, workspace }), together);
  const errors = new Map<number, ItemError>(parsed.errors.map((error) => [error.index, error]));
  const all = [...parsed.errors];
  const outcomes = new Map<number, Outcome>();
  const source = { graph, workspace, viewer, action };
  let open = parsed.drafts;
  for (let round = 1; open.length > 0; round++) {
    const now = new Date().toISOString();
    const [{ drafts, moved, root }, gathered] = await Promise.all([foundation(source, entities, open), gather(source, entities, open)]);
    const planning = newPlanning({ source, entities, trusted, now, drafts }, moved ? await gather(source, entities, open) : gathered, root);
    const changes = await plan(planning);
    const keepStates = new Set(drafts.flatMap((draft) => (draft.fields["state"] === undefined ? [] : [planning.targets.get(draft)?.id ?? ""])));
    const { errors: failed, stale } = await write({
      graph, again: round < mostRounds, progress: (done) => progress(Math.min(done + items.length - grouped(open, ({ item }) => item).size, items.length), items.length),
      occasion: { workspace, principal, action, request, now, entities, viewer, keepStates, revisions: planning.revisions, trusted, checked },
    }, changes);
    if (changes.some(({ kind, set }) => kind === "updated" && "scope" in set)) await finishMoves(graph, entities, workspace);
    for (const error of [...planning.errors.values(), ...failed.values()])
      if (error.index >= 0 && !errors.has(error.index)) {
        errors.set(error.index, error);
        all.push(error);
      }
    tell(outcomes, planning, changes, new Set([...stale, ...errors.keys()]));
    open = open.filter(({ item }) => stale.has(item) && !errors.has(item));
  }
  return result(items.length, outcomes, errors, all);
}

export interface Outcome {
  readonly id: string;
  readonly kind: "created" | "updated" | "unchanged";
}

/** Of each item that went through: the id of its node, and what became of it. */
function tell(outcomes: Map<number, Outcome>, { targets }: Planning, changes: readonly { readonly target: { readonly draft: Draft }; readonly kind: Outcome["kind"] }[], open: ReadonlySet<number>): void {
  const kinds = grouped(changes, ({ target }) => ownItem(target.draft));
  for (const [draft, target] of targets) {
    const item = ownItem(draft);
    if (item < 0 || open.has(draft.item) || outcomes.has(item)) continue;
    const own = kinds.get(item) ?? [];
    const main = own.find((change) => change.target.draft === draft)?.kind ?? "unchanged";
    outcomes.set(item, { id: target.id, kind: main === "unchanged" && own.some(({ kind }) => kind !== "unchanged") ? "updated" : main });
  }
}

const ownItem = ({ item, own = item }: Draft): number => own;

/** What is written together is one item from here on: with all its drafts, or given up for the first of its errors. */
function boundTogether({ drafts, errors }: Parsed, together: readonly number[] | undefined): Parsed {
  if (!together) return { drafts, errors };
  const wrong = errors.map((error) => ({ ...error, index: together[error.index]! }));
  const given = new Set(wrong.map(({ index }) => index));
  return { drafts: drafts.map((draft) => ({ ...draft, item: together[draft.item]!, own: draft.item })).filter(({ item }) => !given.has(item)), errors: wrong };
}

export function result(length: number, outcomes: ReadonlyMap<number, Outcome>, failed: ReadonlyMap<number, ItemError>, errors: readonly ItemError[]): LoadResult {
  const done = Array.from({ length }, (_, item) => (failed.has(item) ? undefined : outcomes.get(item)));
  const count = (kind: Outcome["kind"]): number => done.filter((each) => each?.kind === kind).length;
  return {
    ids: done.map((each) => each?.id ?? null), created: count("created"), updated: count("updated"), unchanged: count("unchanged"),
    errors: [...errors].sort((left, right) => left.index - right.index),
  };
}

async function isAgent({ graph, workspace, principal }: LoadContext): Promise<boolean> {
  const [row] = await graph.read({ name: "principal", text: "MATCH (p:Principal {workspace: $workspace, key: $principal}) RETURN p.kind AS kind", parameters: { workspace, principal } });
  return (row?.get("kind") ?? (principal.startsWith("agent/") ? "AGENT" : null)) === "AGENT";
}

/** @throws Problem BAD_INPUT: scopes are made of it, so that it has no `/`. */
export function checkWorkspace(workspace: string): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(workspace))
    throw new Problem("BAD_INPUT", `The workspace is ${JSON.stringify(workspace)}; expected 1 to 64 letters, digits, dots and dashes, such as \`demo\`.`);
}
