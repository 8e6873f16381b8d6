import { monotonicFactory } from "ulid";
import { digestOf } from "../entity/digest.js";
import type { Transaction } from "../graph/database.js";
import { instant, int } from "../graph/values.js";
import { contentDigest, type AuditContent, type Chained, type Content, type EventContent } from "./chain.js";
import { called } from "./draft.js";
import { grouped } from "../entity/grouped.js";

/** What was done to one node, for the audit. */
export interface Deed {
  readonly id: string;
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
 * Writes one AuditEntry and one ChangeEvent for each scope in which something was done, in the transaction that did it, as the
 * last thing that it does. They have no number until they are sealed. An entry about one node has its fields; one about several
 * lists their digests, and of corrected measurements the fields too, as those come in bulk and their history is nowhere else.
 */
export async function writeEntries(transaction: Transaction, occasion: Occasion, deeds: readonly Deed[]): Promise<void> {
  const made = [...grouped(deeds, ({ scope }) => scope).values()].map((own) => entries(occasion, own));
  if (made.length === 0) return;
  await transaction.run(write, { rows: made.map(({ audit, event }) => [row(audit), row(event)]), at: instant(occasion.now) });
}

/**
 * `unsealed` is the moment by which they are put in order when they are sealed: the database's clock, under all locks of the transaction. An event keeps it as
 * when it was recorded, which is soon before it can be seen, whereas `at` is when the operation began.
 */
const write = `UNWIND $rows AS row CREATE (entry:AuditEntry), (event:ChangeEvent)
  SET entry = row[0], event = row[1]
  SET entry.at = $at, entry.recordedAt = $at, entry.unsealed = datetime.realtime(), event.at = $at, event.unsealed = datetime.realtime()
  SET event.recordedAt = event.unsealed`;

function entries({ workspace, principal, action, request, now }: Occasion, deeds: readonly Deed[]): { readonly audit: AuditContent; readonly event: EventContent } {
  const [first] = deeds as readonly [Deed, ...Deed[]];
  const target = deeds.length === 1 ? called(first.label, first.key) : counted(deeds);
  const [before, after] = deeds.length === 1 ? [first.before, first.after] : [listed(deeds, "before"), listed(deeds, "after")];
  const kinds = new Set(deeds.map(({ kind }) => kind));
  const sensitivity = deeds.reduce((most, each) => Math.max(most, each.sensitivity), 0);
  const said = (kind: Chained) => ({ id: `${kind}_${ulid()}`, workspace, scope: first.scope, sensitivity, at: now, target, action, request: request ?? null });
  const recorded = deeds.filter(({ label, kind }) => label === "Evaluation" && kind === "created");
  return {
    audit: { ...said("AuditEntry"), principal, before: text(before), after: text(after) },
    event: { ...said("ChangeEvent"), kind: kinds.size === 1 ? first.kind : "changed", evaluations: recorded.map(({ id }) => id) },
  };
}

/** The content as it is stored, an empty list as none; its moment is sent once a statement. */
function row(content: Content): Readonly<Record<string, unknown>> {
  const digest = contentDigest(content);
  const isBare = "evaluations" in content && content.evaluations.length === 0;
  return { ...content, ...(isBare && { evaluations: null }), sensitivity: int(content.sensitivity), at: null, key: digest, digest };
}
const ulid = monotonicFactory();

const counted = (deeds: readonly Deed[]): string =>
  [...grouped(deeds, ({ label }) => label)].map(([label, own]) => `${own.length} ${label}`).join(", ");

const listed = (deeds: readonly Deed[], side: "before" | "after") =>
  deeds.map((deed) => ({
    target: called(deed.label, deed.key), digest: isNothing(deed[side]) ? null : digestOf(deed[side]), ...(deed.label === "Measurement" && deed.kind === "updated" && { fields: deed[side] }),
  }));

const isNothing = (value: unknown): boolean => value === null || (typeof value === "object" && Object.keys(value as object).length === 0);
const text = (value: unknown): string | null => (isNothing(value) ? null : JSON.stringify(value));
