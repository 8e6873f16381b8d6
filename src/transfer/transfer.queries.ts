import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";
import { instant } from "../graph/values.js";

const text = z.string();
const number = z.number();

const entry = z.tuple([
  text, number, number.nullable(), text.nullable(), number, text.nullable(), text.nullable(), text.nullable(), text.nullable(), number, z.enum(["MEASURED", "PUBLISHED", "SYNTHETIC"]),
]).transform(([subject, value, stdErr, protocol, ordinal, data, split, judge, extraction, at, origin]) =>
  ({ subject, value, stdErr, protocol, ordinal, data, split, judge, extraction, at, origin }));
const better = z.enum(["HIGHER", "LOWER", "TARGET"]);

export const scoresOf = query("transfer/scores", {
  params: z.object({ workspace: text, family: text }),
  row: z.object({ task: text, metric: text, better, min: number.nullable(), max: number.nullable(), entries: z.array(entry), within: z.array(text), sensitivity: number }),
});

/** How many scores there are, when the newest was recorded (epoch milliseconds), and how often any was changed. */
export const standingOf = query("transfer/standing", { params: z.object({ workspace: text, family: text }), row: z.object({ scores: number, newest: number.nullable(), revisions: number }) });

/** When anything was recorded last in a workspace, epoch milliseconds, and whether anything was since a moment but things of the kinds `apart`. */
export const lastChange = query("transfer/changed", {
  params: z.object({ workspace: text, since: z.iso.datetime().transform(instant), apart: z.array(text) }), row: z.object({ at: number, isTouched: z.boolean() }),
});

/** Where something is: its id or key, its scope, its sensitivity. */
const place = z.tuple([text, text, number]).transform(([id, scope, sensitivity]) => ({ id, scope, sensitivity }));

export const tasksOf = query("transfer/tasks", {
  params: z.object({ tasks: z.array(text) }),
  row: z.object({
    id: text, kind: text.nullable(), languages: z.array(text), title: text, summary: text.nullable(), domains: z.array(place), above: z.array(place),
    related: z.array(z.tuple([text, number, text, number]).transform(([task, weight, scope, sensitivity]) => ({ task, weight, scope, sensitivity }))),
    chances: z.array(z.tuple([text, number, text, number]).transform(([metric, chance, scope, sensitivity]) => ({ metric, chance, scope, sensitivity }))),
  }),
});

export const versionsOf = query("transfer/versions", {
  params: z.object({ versions: z.array(text) }),
  row: z.object({
    id: text, key: text, ordinal: number.nullable(), head: text.nullable(), organization: text.nullable(), parameterCount: number.nullable(), releasedAt: number.nullable(), contextTokens: number.nullable(), access: text.nullable(),
    attributes: text.nullable(), bases: z.array(z.tuple([text, number, text, number, text]).transform(([id, steps, scope, sensitivity, key]) => ({ id, steps, scope, sensitivity, key }))), scope: text, sensitivity: number,
  }),
});

const metric = z.object({ id: text, key: text, family: text, better, target: number.nullable(), min: number.nullable(), max: number.nullable() });
export type Metric = z.output<typeof metric>;
export const metricsOf = query("transfer/metrics", { params: z.object({ task: text }), row: metric });
export const metricOf = query("transfer/metric", { params: z.object({ workspace: text, metric: givenKey }), row: metric });

export const measuredIn = query("transfer/measured", { params: z.object({ workspace: text }), row: z.object({ measured: z.boolean() }) });

export const fitsOf = query("transfer/fits", {
  params: z.object({ workspace: text, family: text }), row: z.object({ id: text, seen: text, settings: text, at: number, whole: z.boolean() }),
});
export const matricesOf = query("transfer/matrices", { params: z.object({ fit: text }), row: z.object({ matrices: text }) });

/** Metric families of workspaces in which something changed, and when it did last, epoch milliseconds. */
export const changedSince = query("transfer/families", { params: z.object({ since: z.iso.datetime().transform(instant) }), row: z.object({ workspace: text, changed: number, families: z.array(text) }) });

export const dataOf = query("transfer/data", { params: z.object({ tasks: z.array(text) }), row: z.object({ data: text, tasks: z.array(text) }) });
export const tuningsIn = query("transfer/tunings", { params: z.object({ workspace: text }), row: z.object({ after: text, before: text, tasks: z.array(text) }) });

export const inferredIn = query("transfer/inferred", { params: z.object({ workspace: text }), row: z.object({ id: text, key: text, family: text.nullable(), related: z.array(text) }) });
