import { z } from "zod";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const asOf = z.iso.datetime({ offset: true }).transform(instant);

const near = z.object({
  signal: z.string(), threshold: z.number().nullable(), better: z.enum(["HIGHER", "LOWER", "TARGET"]), target: z.number().nullable(), unit: z.string().nullable(),
  min: z.number().nullable(), max: z.number().nullable(), task: z.string(), relation: z.enum(["SELF", "SUBTASK", "PARENT", "RELATED"]), observed: z.string(),
});
export type NearSignal = z.output<typeof near>;

export const signalsNear = query("drift/signals", { params: z.object({ task: z.string(), asOf }), row: near });

export const signalsOf = query("drift/signalsOf", { params: z.object({ of: z.string(), asOf }), row: near });

const point = z.tuple([z.number(), z.number(), z.number(), z.number().nullable(), z.number().nullable(), z.string().nullable(), z.enum(["MEASURED", "PUBLISHED", "SYNTHETIC"])])
  .transform(([start, end, value, n, stdErr, definition, origin]) => ({ start, end, value, n, stdErr, definition, origin }));

export const seriesOfSignals = query("drift/series", {
  params: z.object({ signals: z.array(z.string()), most: z.int().transform(int), asOf }),
  row: z.object({ signal: z.string(), points: z.array(point), baselines: z.array(z.number()) }),
});

const text = z.string();
const ids = z.array(text);
const number = z.number();

export const watchedSignals = query("drift/watched", {
  params: z.object({ signals: ids, asOf }),
  row: z.object({
    signal: text, key: text, workspace: text, threshold: number.nullable(), observed: text, metric: text,
    better: z.enum(["HIGHER", "LOWER", "TARGET"]), target: number.nullable(), unit: text.nullable(),
    tasks: z.array(z.object({ id: text, key: text })),
    kpis: z.array(z.object({ key: text, floor: number.nullable(), tracked: z.boolean() })),
    deployments: z.array(z.object({ id: text, key: text, from: number, to: number.nullable(), approved: z.boolean() })),
    alerts: z.array(z.object({
      key: text, state: z.enum(["OPEN", "ACKNOWLEDGED", "RESOLVED"]), severity: z.enum(["LOW", "MEDIUM", "HIGH", "CRITICAL"]), since: number, size: number.nullable(),
    })),
    baselines: z.array(z.object({ from: number, because: ids })),
  }),
});

export const policiesOnFigure = query("drift/policies", { params: z.object({ tasks: ids, metric: text, asOf }), row: z.object({ policy: text }) });

export const watchedRate = query("drift/rate", { params: z.object({ workspace: text }), row: z.object({ signals: number, perWeek: number }) });

export const alertNow = query("drift/alert", { params: z.object({ alert: text }), row: z.object({ state: text, since: number, signal: text }) });

/** Edges as they are drawn: from, type, to. */
const path = z.array(z.tuple([text, text, text]));

export const upstreamEvents = query("drift/events", {
  params: z.object({ signal: text, from: asOf, to: asOf, most: z.int().transform(int) }),
  row: z.object({ event: text, at: number, path, touches: number }),
});

export const slicesAround = query("drift/slices", {
  params: z.object({ signal: text, from: asOf, change: asOf, to: asOf }),
  row: z.object({ slice: text, dimension: text, after: z.boolean(), n: number, value: number, stdErr: number.nullable(), point: text }),
});

export const histogramsOf = query("drift/histograms", {
  params: z.object({ signal: text, most: z.int().transform(int), asOf }), row: z.object({ start: number, edges: z.array(number), counts: z.array(number) }),
});

export const relatedTasks = query("drift/related", {
  params: z.object({ tasks: ids, asOf, most: z.int().transform(int) }),
  row: z.object({ task: text, key: text, kind: text.nullable(), languages: z.array(text).nullable(), related: z.array(z.object({ task: text, weight: number })), parents: ids }),
});

export const versionScores = query("drift/versionScores", {
  params: z.object({ tasks: ids }), row: z.object({ task: text, head: text, ordinal: number, under: text, origin: z.enum(["MEASURED", "PUBLISHED", "SYNTHETIC"]), points: number }),
});

export const rollbackFacts = query("drift/rollback", {
  params: z.object({ deployment: text, mostEvaluations: z.int().transform(int) }),
  row: z.object({
    from: number, suspect: text, older: z.array(z.object({ id: text, key: text, proven: z.boolean() })), before: z.array(z.object({ key: text, checks: text.nullable() })),
    alerts: z.array(z.object({ key: text, signal: text, severity: text })), policies: ids, evaluations: ids,
  }),
});

export const leadCandidates = query("drift/leads", {
  params: z.object({ signals: ids, asOf, most: z.int().transform(int) }),
  row: z.object({
    signal: text, key: text, candidates: z.array(z.object({ kpi: text, tracker: text })),
    leads: z.array(z.object({ kpi: text, lag: text.nullable(), effect: number.nullable(), origin: z.enum(["DECLARED", "INFERRED"]).nullable() })),
  }),
});

export const alertsAt = query("drift/alertsAt", { params: z.object({ workspace: text, at: asOf }), row: z.object({ alert: text }) });
