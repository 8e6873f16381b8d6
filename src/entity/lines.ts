import { z } from "zod";
import type { Catalogue } from "./catalogue.js";
import { commonFields } from "./common.js";
import { isOutgoing, type Edge } from "./edges.js";
import type { AnyEntity, Entity, Upsert } from "./entity.js";
import type { Field, Fields } from "./fields.js";
import { evaluationLine, measurementLine } from "./recordLines.js";

/** Longest text that is looked at as a key: derived ones join several. */
const longestReference = 1000;
export const Key = z.string().min(1).max(longestReference);

/** One entity as it stands in a line of JSON: `{"type":"Task","key":"...","title":"...","domains":["it-support"]}`. */
export const contentSchema = <C extends AnyEntity>({ entity }: C) => z.strictObject(content(entity)) as unknown as z.ZodType<Upsert<C>>;

/** A line of the ingest format: every kind that is upserted, and what `recordEvaluations` and `recordMeasurements` take. */
export function lineSchema({ classes, entities }: Catalogue) {
  const [first, ...rest] = classes.filter(({ entity }) => entity.writtenBy === "upsert").map(({ entity }) =>
    z.strictObject({ type: z.literal(entity.label), ...content(entity) }).meta({ id: entity.label, description: entity.description }));
  return z.discriminatedUnion("type", [first!, ...rest, evaluationLine(entities), measurementLine(entities)]);
}

/** The ingest format as JSON Schema (draft 2020-12): one line of a file of JSON Lines, by its `type`. */
export const ingestSchema = (catalogue: Catalogue) => ({
  $id: "ingest.schema.json",
  title: "A line of the ingest format",
  description: "One line of the JSON Lines that `evalgraph push` and POST /ingest take: an entity, an evaluation with its scores, or a measurement. "
    + "Things are named by their keys; of a version, its head's key alone stands for the newest. Lines may refer to later lines. "
    + "A field that is left out stays as it is, null clears it, and a list replaces what its writer sees of it.",
  ...z.toJSONSchema(lineSchema(catalogue), { io: "input" }),
});

/** What an upsert takes of a kind, by name. */
export const content = (entity: Entity): Record<string, z.ZodType> => ({
  ...(!entity.derived && { key: Key.describe(entity.key) }),
  ...mapped(writable(entity), value),
  ...mapped(writableEdges(entity), links),
});

/** What the service itself may write besides: states, and the fields that no client gives. */
export const trustedContent = (entity: Entity): Record<string, z.ZodType> => {
  const own: Fields = Object.fromEntries(Object.entries(entity.fields).filter(([name]) => !(entity.head && ["version", "digest"].includes(name))));
  return { ...content(entity), ...mapped(own, value), ...mapped(Object.fromEntries(outgoing(entity).filter(([name]) => name !== headEdge(entity))), links) };
};

/** The name of a version's edge to its head. */
export const headEdge = ({ head }: Pick<Entity, "head">): string | undefined => head && head[0]!.toLowerCase() + head.slice(1);

/** The fields that clients write, those common to all included. */
export const writable = ({ fields }: Pick<Entity, "fields">): Fields =>
  Object.fromEntries(Object.entries({ ...fields, ...commonFields }).filter(([, field]: [string, Field]) => !field.secret && !field.service));

/** The edges that clients write. */
export const writableEdges = (entity: Pick<Entity, "edges">): Readonly<Record<string, Edge>> =>
  Object.fromEntries(outgoing(entity).filter(([, edge]) => !edge.options.service));

const outgoing = ({ edges }: Pick<Entity, "edges">): readonly (readonly [string, Edge])[] => Object.entries(edges).filter(([, edge]) => isOutgoing(edge));

/** Whether an edge's end is named by `{type, key}` rather than by its key. */
export const isOpen = ({ to }: Edge): boolean => to.length > 1 || ["Head", "Version", "Node"].includes(to[0]!);

const value = (field: Field): z.ZodType => (field.list ? field.schema.optional() : field.schema.nullish()).describe(field.description);

function links(edge: Edge): z.ZodType {
  const end = isOpen(edge) ? { type: z.string(), key: Key } : { key: Key };
  const { properties, ends } = edge.options;
  const period = ends ? { validFrom: instant.optional(), validTo: instant.nullish() } : {};
  const whole = z.strictObject({ ...end, ...mapped(properties ?? {}, property), ...period });
  const link = properties || isOpen(edge) ? whole : ends ? z.union([Key, whole]) : Key;
  return (edge.many ? z.array(link).optional() : link.nullish()).describe(edge.description);
}

const instant = z.iso.datetime({ offset: true });
const property = (field: Field): z.ZodType => (field.optional ? field.schema.nullish() : field.schema).describe(field.description);
const mapped = <T>(record: Readonly<Record<string, T>>, to: (value: T) => z.ZodType): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(record).map(([name, item]) => [name, to(item)]));
