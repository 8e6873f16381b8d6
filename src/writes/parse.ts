import { z } from "zod";
import type { Entities } from "../entity/ends.js";
import type { Edge } from "../entity/edges.js";
import type { Entity } from "../entity/entity.js";
import type { Field, Fields, KeepingSetting } from "../entity/fields.js";
import { commonFields, VersionState } from "../entity/common.js";
import { keyProblem, normalKey } from "../entity/keys.js";
import { content, isOpen, trustedContent } from "../entity/lines.js";
import { evaluationLine, measurementLine } from "../entity/recordLines.js";
import { computed } from "./computed.js";
import type { Draft, Item, ItemError, Link } from "./draft.js";
import { evaluationDrafts, measurementDrafts, type RecordSettings } from "./records.js";
import { told } from "./told.js";

/** What items say, and what is wrong with those that say nothing sensible. */
export interface Parsed {
  readonly drafts: readonly Draft[];
  readonly errors: readonly ItemError[];
}

export interface ParseSettings extends RecordSettings {
  readonly entities: Entities;
  /** Whether states and what only the service writes are taken. */
  readonly trusted: boolean;
  readonly workspace: string;
  /** Settings that are on and let fields be kept; the service itself and its seeds keep everything. */
  readonly kept: readonly KeepingSetting[];
}

/** From items to drafts: shapes and keys are checked here, all that needs the graph is checked later. */
export function parse(items: readonly Item[], settings: ParseSettings): Parsed {
  const errors: ItemError[] = [];
  const drafts = items.flatMap((item, index): readonly Draft[] => {
    const parsed = parseItem(item, index, settings);
    errors.push(...parsed.errors);
    return parsed.errors.length > 0 ? [] : parsed.drafts;
  });
  return { drafts, errors };
}

function parseItem(item: Item, index: number, settings: ParseSettings): Parsed {
  const { entities, trusted, workspace } = settings;
  const type = item?.type;
  const entity = typeof type === "string" ? entities.get(type) : undefined;
  const given = typeof item?.["key"] === "string" ? item["key"] : null;
  const refuse = (path: string | null, message: string): Parsed => ({ drafts: [], errors: [{ index, key: given, path, code: "BAD_INPUT", message }] });
  if (!entity || !takes(entity, trusted)) return refuse("type", `The type is ${JSON.stringify(type)}; expected one of ${known(entities, trusted)}.`);
  const { type: _, ...rest } = item;
  if (!trusted && "state" in rest && entity.fields["state"]?.values === VersionState)
    return refuse("state", "`state` can't be written, only reviews move it. Leave it out; then send the item in with submitForReview, and have someone else review it with reviewVersion.");
  const recorded = entity.label === "Evaluation" || entity.label === "Measurement";
  const result = schemaOf(entities, entity, trusted).safeParse(recorded ? item : rest);
  if (!result.success)
    return { drafts: [], errors: told(result.error.issues, rest).map((fault) => ({ index, key: given, ...fault, code: "BAD_INPUT" })) };
  const value = result.data as Readonly<Record<string, unknown>>;
  if (entity.label === "Evaluation") return evaluationDrafts(entities, value, index, settings);
  if (entity.label === "Measurement") return measurementDrafts(entities, value, index, settings);
  const key = typeof value["key"] === "string" ? normalKey(value["key"]) : undefined;
  const bad = key !== undefined ? keyProblem(entity, key) ?? (entity.label === "Workspace" && key !== workspace
    ? `The workspace ${JSON.stringify(key)} is another one; a line can only describe its own, ${workspace}.` : undefined) : undefined;
  if (bad) return refuse("key", bad);
  const unkept = trusted ? undefined : notKept(entity, value, settings.kept);
  if (unkept) return refuse(unkept.path, unkept.message);
  const links = linksOf(entity, value);
  const inferred = trusted ? undefined : Object.values(links).flat().find(({ properties }) => properties["origin"] === "INFERRED");
  if (inferred) return refuse(`${inferred.path}.origin`, "INFERRED is given; only the service infers relations. Give DECLARED.");
  const made = computed(entity.label, fieldsOf(entity, value));
  return "message" in made ? refuse(made.path, made.message) : { drafts: [{ item: index, entity, key, fields: made.fields, links, path: "" }], errors: [] };
}

/** What is said of fields that are kept only where a setting is on that isn't; clearing them is never refused. */
function notKept({ fields }: Entity, value: Readonly<Record<string, unknown>>, kept: readonly KeepingSetting[]): { readonly path: string; readonly message: string } | undefined {
  const given = Object.entries(fields).flatMap(([name, { keptBySetting: setting }]: [string, Field]) => (setting && value[name] != null && !kept.includes(setting) ? [{ name, setting }] : []));
  if (given.length === 0) return undefined;
  const settings = [...new Set(given.map(({ setting }) => `${setting}=1`))].join(" and ");
  return { path: given[0]!.name, message: `${given.map(({ name }) => `\`${name}\``).join(" and ")} can't be kept without the setting ${settings}; leave this out, or set it.` };
}

const takes = ({ writtenBy, label }: Entity, trusted: boolean): boolean =>
  writtenBy === "upsert" || label === "Evaluation" || label === "Measurement" || (trusted && writtenBy === "service" && !byItself.has(label));
/** Written along with something else, never as an item of their own. */
const byItself: ReadonlySet<string> = new Set(["AuditEntry", "ChangeEvent", "ItemResultSet"]);
const known = (entities: Entities, trusted: boolean): string => [...entities.values()].filter((entity) => takes(entity, trusted)).map(({ label }) => label).join(", ");

const schemas = new WeakMap<Entities, Map<string, z.ZodType>>();

/** Schemas are made once a kind: making one costs more than a thousand uses. */
function schemaOf(entities: Entities, entity: Entity, trusted: boolean): z.ZodType {
  const made = schemas.get(entities) ?? new Map<string, z.ZodType>();
  schemas.set(entities, made);
  const name = `${entity.label} ${trusted}`;
  const schema = made.get(name) ?? make(entities, entity, trusted);
  made.set(name, schema);
  return schema;
}

function make(entities: Entities, entity: Entity, trusted: boolean): z.ZodType {
  if (entity.label === "Measurement") return measurementLine(entities);
  if (entity.label !== "Evaluation") return z.strictObject(trusted ? trustedContent(entity) : content(entity));
  const line = evaluationLine(entities);
  return trusted ? line.extend({ state: entity.fields["state"]!.schema.optional() }) : line;
}

const fieldsOf = (entity: Entity, value: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const fields: Record<string, unknown> = {};
  const declared: Fields = { ...entity.fields, ...commonFields };
  for (const name in value) {
    const field = declared[name];
    if (field && name !== "key" && value[name] !== undefined) fields[name] = normal(field, value[name]);
  }
  return fields;
};

/** A value in the one form in which it is compared, digested and stored. */
const normal = (field: Field, value: unknown): unknown =>
  field.kind === "instant" && typeof value === "string" ? new Date(value).toISOString() : value;

function linksOf(entity: Entity, value: Readonly<Record<string, unknown>>): Record<string, readonly Link[]> {
  const links: Record<string, readonly Link[]> = {};
  for (const [name, edge] of Object.entries(entity.edges)) {
    const given = value[name];
    if (given === undefined) continue;
    const list = given === null ? [] : edge.many ? (given as readonly unknown[]) : [given];
    links[name] = list.map((each, at) => linkOf(edge, each, edge.many ? `${name}.${at}` : name));
  }
  return links;
}

/** An edge from what a line says of it: a key, `{key, ...}`, or `{type, key, ...}` where the kind isn't fixed. */
function linkOf(edge: Edge, given: unknown, path: string): Link {
  const { type, key, validFrom, validTo, ...rest } = (typeof given === "string" ? { key: given } : given) as Record<string, unknown> & { key: string };
  const label = isOpen(edge) ? String(type) : edge.to[0]!;
  const declared = edge.options.properties ?? {};
  const properties: Record<string, unknown> = {};
  for (const name in rest) if (declared[name] && rest[name] !== null && rest[name] !== undefined) properties[name] = normal(declared[name], rest[name]);
  return {
    edge, to: { label, key: normalKey(key) }, properties, path,
    ...(typeof validFrom === "string" && { validFrom: new Date(validFrom).toISOString() }),
    ...(validTo !== undefined && { validTo: validTo === null ? null : new Date(validTo as string).toISOString() }),
  };
}
