import { z } from "zod";
import { commonFields } from "./common.js";
import type { Edge } from "./edges.js";
import type { Entities } from "./ends.js";
import type { Field, Fields } from "./fields.js";

const longestReference = 1000;
const Key = z.string().min(1).max(longestReference);
const End = z.strictObject({ type: z.string().describe("Its type, such as `ModelVersion`."), key: Key.describe("Its natural key.") });

/** What `recordEvaluations` takes: an evaluation, its scores and their items as one line. */
export function evaluationLine(entities: Entities) {
  const { fields, edges, description } = entities.get("Evaluation")!;
  const own = fields as Fields;
  const about = describer(edges);
  return z.strictObject({
    type: z.literal("Evaluation"),
    subject: about("subject", End),
    taskVersion: about("taskVersion", Key),
    data: about("data", z.strictObject({ key: Key, split: said(edges["data"]!.options.properties!["split"]!).nullish() })).nullish(),
    judgedBy: about("judge", Key).nullish(),
    against: about("against", End).nullish(),
    run: about("run", Key).nullish(),
    deployment: about("deployment", Key).nullish(),
    resolved: about("resolved", z.array(z.strictObject({ ...End.shape, role: said(edges["resolved"]!.options.properties!["role"]!).nullish() }))).optional(),
    associatedWith: about("associatedWith", z.array(z.strictObject({ key: Key, role: said(edges["associatedWith"]!.options.properties!["role"]!) }))).optional(),
    mode: said(own["mode"]!).optional(),
    at: said(own["at"]!),
    origin: said(own["origin"]!).optional(),
    ...common,
    scores: z.array(score(entities)).min(1).describe("Its scores: one for each metric, slice and way of extraction."),
  }).meta({ id: "Evaluation", description });
}

function score(entities: Entities) {
  const { fields, edges } = entities.get("Score")!;
  const about = describer(edges);
  return z.strictObject({ metric: about("metric", Key), slice: about("slice", Key).nullish(), ...optional(fields), items: items(entities).optional() });
}

/** Arrays side by side, in the order of the keys; several where several rated. */
function items(entities: Entities) {
  const { fields, description } = entities.get("ItemResultSet")!;
  const { itemKeys, values, clusterKeys, ...rest } = fields as Fields;
  const one = z.strictObject({
    keys: itemKeys!.schema.describe(itemKeys!.description), values: values!.schema.describe(values!.description),
    clusters: clusterKeys!.schema.describe(clusterKeys!.description).optional(), ...optional(rest),
  });
  return z.union([one, z.array(one)]).describe(description);
}

/** What `recordMeasurements` takes: a signal over one period. */
export function measurementLine(entities: Entities) {
  const { fields, edges, description } = entities.get("Measurement")!;
  const about = describer(edges);
  const { n, periodStart, periodEnd, origin, ...rest } = fields as Fields;
  return z.strictObject({
    type: z.literal("Measurement"),
    signal: about("signal", Key),
    slice: about("slice", Key).nullish(),
    n: said(n!), periodStart: said(periodStart!), periodEnd: said(periodEnd!), origin: said(origin!).optional(),
    ...optional(rest),
    ...common,
  }).meta({ id: "Measurement", description });
}

const said = ({ schema, description }: Field): z.ZodType => schema.describe(description);
const describer = (edges: Readonly<Record<string, Edge>>) => <T extends z.ZodType>(edge: string, schema: T): T => schema.describe(edges[edge]!.description);
const optional = (fields: Fields): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, (field.list ? field.schema.optional() : field.schema.nullish()).describe(field.description)]));
const { sensitivity, tags, attributes } = commonFields;
const common = optional({ sensitivity, tags, attributes });
