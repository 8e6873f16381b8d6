import { relationship } from "../entity/edges.js";
import type { Entities } from "../entity/ends.js";
import type { Transaction } from "../graph/database.js";
import { instant, int } from "../graph/values.js";
import type { Viewer } from "../graph/viewer.js";
import { unapprovedAliases } from "./aliases.js";
import type { Refusal } from "./approval.js";
import type { Change } from "./change.js";
import type { NewEdge } from "./edgeChanges.js";
import { followClasses } from "./classes.js";
import { circles, familiesOf, holdingAbove, isOf, needsLock, startsOf, type Family, type Step } from "./circles.js";
import { deedsOf } from "./deeds.js";
import { writeEntries, type Occasion } from "./entries.js";
import { grouped } from "../entity/grouped.js";
import { moveOrClose } from "./largeMoves.js";
import type { Placement } from "./placement.js";
import { decisive, moveStates, type Reviewing } from "./reviews.js";
import { createEdges, createNodes, endEdges, lockFamily, lockNodes, removeEdges, updateNodes, type Locked } from "./statements.js";
import type { Known } from "./stored.js";
import type { Target } from "./planning.js";
import { markSignals } from "./watched.js";

/** Changes to write together, and edges of earlier ones that waited for a node among them. */
export interface Batch {
  readonly changes: readonly Change[];
  readonly edges: readonly NewEdge[];
}

export interface Occasioned extends Occasion, Reviewing {
  readonly entities: Entities;
  readonly viewer: Viewer;
  /** New nodes that earlier batches of this write have made, and where they are. */
  readonly written: ReadonlyMap<string, Placement>;
  /** How often earlier batches of this write have changed a node. */
  readonly bumps: ReadonlyMap<string, number>;
  /** Revisions of heads by id, as the plan found them. */
  readonly revisions: ReadonlyMap<string, number>;
  /** Whether reviews move what the write itself gives a state. */
  readonly keepStates: ReadonlySet<string>;
}

/** Something was changed by others since it was read: these items have to be planned again. */
export class Stale extends Error {
  constructor(readonly items: ReadonlySet<number>) {
    super("Something was changed at the same time.");
  }
}

/** Items that the graph, as it is under its locks, doesn't allow. */
export class Refused extends Error {
  constructor(readonly reasons: ReadonlyMap<number, Refusal>) {
    super([...reasons.values()].map(({ message }) => message).join(" "));
  }
}

/**
 * Writes a batch in one transaction: locks, checks, nodes, edges, parts that move along, states that reviews move, audit entry
 * and event. Answers the ids of the nodes that were there and whose revision went up.
 * @throws Stale, Refused: nothing was written then.
 */
export async function commit(transaction: Transaction, occasion: Occasioned, batch: Batch): Promise<readonly string[]> {
  const families = familiesOf(occasion.entities, batch.edges).map((family) => ({ family, locked: needsLock(family, batch.edges, occasion.written) }));
  // Sent and not waited for, as are nodes and edges below: what comes next is sent behind it, in most writes all the rest.
  const locked = lockAll(transaction, occasion, batch, families);
  locked.catch(() => undefined);
  try {
    await apply(transaction, occasion, batch, families, locked);
  } catch (error) {
    await locked; // A stale plan can go wrong in many ways: that it is stale comes first.
    throw error;
  }
  return locked;
}

/** A family of relationships that a batch adds to, and whether nobody else may meanwhile. */
interface Guarded {
  readonly family: Family;
  readonly locked: boolean;
}

async function apply(transaction: Transaction, occasion: Occasioned, batch: Batch, families: readonly Guarded[], locks: Promise<unknown>): Promise<void> {
  const { workspace, entities, written } = occasion;
  const now = instant(occasion.now);
  await Promise.all([
    endEdges(transaction, batch.changes.flatMap(({ ended }) => ended.map(({ elementId }) => elementId)), now),
    removeEdges(transaction, batch.changes.flatMap(({ removed }) => removed.map(({ elementId }) => elementId))),
  ]);
  for (const { family, locked } of families) {
    const own = batch.edges.filter((edge) => isOf(family, edge));
    refuseCircles(own, locked ? await holdingAbove(transaction, occasion.viewer, family, startsOf(own, written), occasion.now) : []);
  }
  const made = Promise.all([...nodeWrites(transaction, batch.changes, now), ...edgeWrites(transaction, batch.edges, now)]);
  made.catch(() => undefined);
  await followClasses(transaction, batch.changes);
  await markSignals(transaction, batch.changes);
  const moved = batch.changes.filter(({ kind, set }) => kind === "updated" && "scope" in set);
  if (moved.length > 0) {
    await locks; // What is stale moves no parts, which can be many.
    await moveOrClose(transaction, entities, workspace, moved.map(({ target: { label, id }, placement }) => ({ label, id, ...placement })));
  }
  if (!occasion.trusted) refuse(await unapprovedAliases(transaction, batch.edges));
  const { deeds, refused } = await moveStates(transaction, occasion, decisive(batch.changes, occasion.now), occasion.keepStates);
  refuse(refused);
  await Promise.all([made, writeEntries(transaction, occasion, [...deedsOf(batch.changes, written, workspace), ...deeds])]);
}

/** What must still be so under the lock, and the items that rest on it. */
interface Expected {
  readonly label: string;
  bump: boolean;
  readonly checks: { readonly item: number; readonly holds: (now: Locked) => boolean }[];
}

/** Locks families, what is changed and what places depend on, in an order that all writers have, and compares it with what the plan was made from. */
async function lockAll(transaction: Transaction, { workspace, written, bumps, revisions }: Occasioned, { changes }: Batch, families: readonly Guarded[]): Promise<readonly string[]> {
  const expected = new Map<string, Expected>();
  const expect = ({ id, label }: Target | Known, item: number, bump: boolean, holds: (now: Locked) => boolean): void => {
    const known = expected.get(id) ?? { label, bump, checks: [] };
    known.bump ||= bump;
    known.checks.push({ item, holds });
    expected.set(id, known);
  };
  const revisionIs = (id: string, revision: number) => (now: Locked): boolean => !now.retired && now.revision === revision + (bumps.get(id) ?? 0);
  const own = new Set(changes.map(({ target }) => target.id));
  for (const { target: { id, stored, draft, ...rest }, placedBy } of changes) {
    if (stored) expect({ id, stored, draft, ...rest }, draft.item, true, revisionIs(id, stored.revision));
    for (const end of placedBy) {
      const revision = draft.entity.head && !stored ? revisions.get(end.id) : undefined;
      if (revision !== undefined) expect(end, draft.item, true, revisionIs(end.id, revision));
      const place = written.get(end.id) ?? ("draft" in end ? end.stored : end);
      if (place && !own.has(end.id)) expect(end, draft.item, false, ({ scope, sensitivity, retired }) => !retired && scope === place.scope && sensitivity === place.sensitivity);
    }
  }
  const byLabel = [...grouped(expected, ([, each]) => each.label)].sort(([left], [right]) => (left < right ? -1 : 1));
  const sent = [
    ...families.filter(({ locked }) => locked).map(({ family }) => lockFamily(transaction, workspace, family.name).then(() => [])),
    ...byLabel.map(([label, nodes]) => lockNodes(transaction, label, nodes.map(([id, { bump }]) => ({ id, bump: int(bump ? 1 : 0) })).sort((left, right) => (left.id < right.id ? -1 : 1)))),
  ];
  const found = await Promise.all(sent);
  const now = new Map(found.flat().map((each) => [each.id, each]));
  const stale = new Set([...expected].flatMap(([id, { checks }]) => checks.filter(({ holds }) => !now.has(id) || !holds(now.get(id)!)).map(({ item }) => item)));
  if (stale.size > 0) throw new Stale(stale);
  return [...expected].filter(([, { bump }]) => bump).map(([id]) => id);
}

function refuseCircles(own: readonly NewEdge[], holding: readonly Step[]): void {
  refuse(new Map(circles(own, holding).map(({ edge: { from, edge }, path }) =>
    [from.draft.item, { code: "BAD_INPUT", message: `-${relationship(edge)}-> would close a circle: ${path.join(" > ")}. Leave it out, or end one of the others first.` }])));
}

function refuse(reasons: ReadonlyMap<number, Refusal>): void {
  if (reasons.size > 0) throw new Refused(reasons);
}

const nodeWrites = (transaction: Transaction, changes: readonly Change[], now: unknown): readonly Promise<void>[] =>
  [...grouped(changes.filter(({ set }) => Object.keys(set).length > 0), ({ kind, target }) => `${kind} ${target.label}`).values()].map((own) => {
    const { kind, target } = own[0]!;
    const rows = own.map((change) => ({ id: change.target.id, set: change.set }));
    return kind === "created" ? createNodes(transaction, target.label, rows, now) : updateNodes(transaction, target.label, rows);
  });

const edgeWrites = (transaction: Transaction, edges: readonly NewEdge[], now: unknown): readonly Promise<void>[] =>
  [...grouped(edges, ({ from, edge, to }) => `${from.label} ${relationship(edge)} ${to.label}`).values()].map((own) => {
    const { from, edge, to } = own[0]!;
    const kind = { from: from.label, type: relationship(edge), to: to.label, ends: edge.options.ends ?? false };
    return createEdges(transaction, kind, own.map((each) => ({ from: each.from.id, to: each.to.id, set: each.properties })), now);
  });
