import { monotonicFactory } from "ulid";
import { digestOf } from "../entity/digest.js";
import type { Transaction } from "../graph/database.js";
import { instant, int } from "../graph/values.js";
import { called } from "./draft.js";
import { grouped } from "./groups.js";
import { createNodes } from "./statements.js";

/** What was done to one node, for the audit. */
export interface Deed {
  readonly label: string;
  readonly key: string;
  readonly scope: string;
  readonly sensitivity: number;
  readonly kind: DeedKind;
  /** What of it differs, as lines have it; digested where a batch has many. */
  readonly before: unknown;
  readonly after: unknown;
}
export type DeedKind = "created" | "updated" | "retired" | "merged" | "unmerged" | "state-changed";

export interface Occasion {
  readonly workspace: string;
  readonly principal: string;
  readonly action: string;
  readonly request: string | undefined;
  /** ISO 8601. */
  readonly now: string;
}

/**
 * Writes one AuditEntry and one ChangeEvent for each scope in which something was done, in the transaction that did it. They have
 * no number until they are sealed. An entry about one node has its fields; one about several lists their digests.
 */
export async function writeEntries(transaction: Transaction, occasion: Occasion, deeds: readonly Deed[]): Promise<void> {
  const made = [...grouped(deeds, ({ scope }) => scope).values()].map((own) => entries(occasion, own));
  if (made.length === 0) return;
  await createNodes(transaction, "AuditEntry", made.map(({ audit }) => audit), instant(occasion.now));
  await createNodes(transaction, "ChangeEvent", made.map(({ event }) => event), instant(occasion.now));
}

function entries({ workspace, principal, action, request, now }: Occasion, deeds: readonly Deed[]) {
  const [first] = deeds as readonly [Deed, ...Deed[]];
  const target = deeds.length === 1 ? called(first.label, first.key) : counted(deeds);
  const [before, after] = deeds.length === 1 ? [first.before, first.after] : [listed(deeds, "before"), listed(deeds, "after")];
  const kinds = new Set(deeds.map(({ kind }) => kind));
  const place = { workspace, scope: first.scope, sensitivity: int(deeds.reduce((most, { sensitivity }) => Math.max(most, sensitivity), 0)), at: instant(now), target };
  const audit = { principal, action, before: text(before), after: text(after), ...(request !== undefined && { request }) };
  return {
    audit: row("AuditEntry", place, audit, { at: now, scope: first.scope, target, ...audit }),
    event: row("ChangeEvent", place, { kind: kinds.size === 1 ? first.kind : "changed" }, { at: now, scope: first.scope, target, kinds: [...kinds] }),
  };
}

function row(label: string, place: object, own: object, content: object) {
  const id = `${label}_${ulid()}`;
  const digest = digestOf({ id, ...content });
  return { id, set: { id, key: digest, digest, ...place, ...own } };
}
const ulid = monotonicFactory();

const counted = (deeds: readonly Deed[]): string =>
  [...grouped(deeds, ({ label }) => label)].map(([label, own]) => `${own.length} ${label}`).join(", ");

const listed = (deeds: readonly Deed[], side: "before" | "after") =>
  deeds.map((deed) => ({ target: called(deed.label, deed.key), digest: isNothing(deed[side]) ? null : digestOf(deed[side]) }));

const isNothing = (value: unknown): boolean => value === null || (typeof value === "object" && Object.keys(value as object).length === 0);
const text = (value: unknown): string | null => (isNothing(value) ? null : JSON.stringify(value));
