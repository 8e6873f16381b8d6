import { commonFields } from "../entity/common.js";
import { digestOf } from "../entity/digest.js";
import type { Field, Fields } from "../entity/fields.js";
import { splitKey } from "../entity/keys.js";
import { int } from "../graph/values.js";
import { called } from "./draft.js";
import { edgeChanges, type EdgeChanges, type NewEdge } from "./edgeChanges.js";
import type { Links } from "./links.js";
import type { Placement } from "./placement.js";
import { reject, type Planning, type Target } from "./planning.js";
import { plain, same, stored as storedValue } from "./storage.js";
import type { Known, StoredEdge } from "./stored.js";

/** What a write does to one node. */
export interface Change extends EdgeChanges {
  readonly target: Target;
  readonly kind: "created" | "updated" | "unchanged";
  readonly placement: Placement;
  /** Properties of the graph: all of a new node, those that differ of one that is there. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Fields as lines have them, before and after; those that differ. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  /** What its place follows from. */
  readonly placedBy: readonly (Target | Known)[];
}

/** Compares what is given with what is there. Rejects what lacks something, or changes what never changes. */
export function changeOf(planning: Planning, target: Target, links: Links, placement: Placement): Change | undefined {
  const { draft: { entity }, stored } = target;
  const fields = stored ? changedFields(planning, target) : newFields(planning, target, links);
  if (!fields) return undefined;
  const [newEdges, ended, removed]: [NewEdge[], StoredEdge[], StoredEdge[]] = [[], [], []];
  for (const name in links) {
    const edges = edgeChanges(planning, target, entity.edges[name]!, links[name]!);
    newEdges.push(...edges.newEdges);
    ended.push(...edges.ended);
    removed.push(...edges.removed);
  }
  const moved = stored && (stored.scope !== placement.scope || stored.sensitivity !== placement.sensitivity || Number(stored.properties["ownSensitivity"] ?? 0) !== placement.own);
  const set = { ...fields.set, ...(moved && placed(placement)) };
  const isSame = stored && Object.keys(set).length === 0 && newEdges.length + ended.length + removed.length === 0;
  const { scope } = entity;
  const placing = typeof scope === "object" ? [scope.partOf, ...(scope.sensitiveAs ?? [])] : [];
  return {
    target, kind: !stored ? "created" : isSame ? "unchanged" : "updated", placement,
    set: stored ? set : { ...base(planning, target), ...placed(placement), ...fields.set },
    before: fields.before, after: fields.after, newEdges, ended, removed,
    placedBy: placing.flatMap((name) => links[name]?.map(({ end }) => end) ?? []),
  };
}

interface FieldChanges {
  readonly set: Record<string, unknown>;
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
}

const ignored: ReadonlySet<string> = new Set(["sensitivity"]);

function newFields(planning: Planning, target: Target, links: Links): FieldChanges | undefined {
  const { draft: { entity, fields, defaults }, version, label, key } = target;
  const service = entity.head ? { version: splitKey(key).version, ordinal: version!.ordinal, digest: version!.digest, state: "DRAFT" } : entity.label === "Demonstration" ? { state: "DRAFT" } : {};
  const all: Readonly<Record<string, unknown>> = { ...service, ...defaults, ...fields };
  const lacking = Object.entries(entity.fields).find(([name, field]: [string, Field]) => !field.optional && !field.list && (all[name] ?? null) === null);
  if (lacking) return reject(planning, target.draft, "BAD_INPUT", lacking[0], `${called(label, key)} is new and needs \`${lacking[0]}\`: ${lacking[1].description} Give it.`), undefined;
  const part = typeof entity.scope === "object" ? entity.scope.partOf : undefined;
  if (part && !links[part]?.length) return reject(planning, target.draft, "BAD_INPUT", part, `${called(label, key)} is new and needs \`${part}\`: ${entity.edges[part]!.description} Give its key.`), undefined;
  const set: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const name in all) {
    const value = all[name];
    const property = storedValue(fieldOf(entity.fields, name), value);
    if (property === null || ignored.has(name)) continue;
    set[name] = property;
    after[name] = audited(fieldOf(entity.fields, name), value);
  }
  return { set, before: {}, after };
}

function changedFields(planning: Planning, { draft, stored, version, label, key }: Target): FieldChanges | undefined {
  const { entity, fields } = draft;
  const given = version && fields["ordinal"] !== undefined ? { ...fields, ordinal: version.ordinal } : fields;
  const set: Record<string, unknown> = {};
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const name in given) {
    if (ignored.has(name)) continue;
    const field = fieldOf(entity.fields, name);
    const was = plain(field, stored!.properties[name]);
    const value = given[name] ?? (field.list ? [] : null);
    if (same(was, value)) continue;
    if (field.immutable) return reject(planning, draft, "CONFLICT", name, `\`${name}\` of ${called(label, key)} never changes; write another under a key of its own.`), undefined;
    if (value === null && !field.optional) return reject(planning, draft, "BAD_INPUT", name, `\`${name}\` of ${called(label, key)} can't be cleared; give a value, or leave it out to keep it.`), undefined;
    set[name] = storedValue(field, value);
    before[name] = audited(field, was);
    after[name] = audited(field, value);
  }
  const part = typeof entity.scope === "object" ? entity.scope.partOf : undefined;
  if (part && draft.links[part]?.length === 0) return reject(planning, draft, "BAD_INPUT", part, `\`${part}\` of ${called(label, key)} can't be cleared; give a key, or leave it out to keep it.`), undefined;
  return { set, before, after };
}

/** A value as the audit has it: of a secret only its digest, which tells whether it is the same. */
const audited = ({ secret }: Field, value: unknown): unknown => (secret && value !== null && value !== undefined ? `sha256:${digestOf(value)}` : value);

const fieldOf = (fields: Fields, name: string): Field => fields[name] ?? (commonFields as Fields)[name]!;

/** What every node has from the start. */
const base = ({ source }: Planning, { id, key }: Target): Record<string, unknown> => ({ id, key, workspace: source.workspace });

const placed = ({ scope, sensitivity, own }: Placement): Record<string, unknown> => ({ scope, sensitivity: int(sensitivity), ownSensitivity: int(own) });
