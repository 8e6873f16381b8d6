import type { Database } from "../../src/graph/database.js";
import { plant, type Planted, type PlantedEdge } from "../support/planted.js";

/** The score of model `s` on task `t`. */
export const scoreOf = (t: number, s: number): number => 0.9 - 0.02 * t - 0.03 * s + 0.004 * ((t * s) % 3);

/**
 * Twelve tasks, eight models and all scores but that of `m0` on `t0`; evaluations on `t11` are in the domain `secret`. Also there: a task
 * without a version, a metric without scores, and a system that was never evaluated.
 */
export async function plantTable(database: Database, workspace: string): Promise<void> {
  const id = (type: string, key: string) => `${type}_${workspace}_${key}`;
  const node = (type: string, key: string, rest: object = {}): Planted => ({ type, key, id: id(type, key), ...rest });
  const pairs = Array.from({ length: 12 }, (_, t) => Array.from({ length: 8 }, (__, s) => ({ t, s }))).flat().filter(({ t, s }) => t > 0 || s > 0);
  const nodes = pairs.flatMap(({ t, s }) => [
    node("Evaluation", `e${t}-${s}`, { state: "VALID", origin: "PUBLISHED", mode: "OFFLINE", at: "2026-01-01T00:00:00.000Z", ...(t === 11 && { scope: `${workspace}/secret` }) }),
    node("Score", `e${t}-${s}#f1`, { value: scoreOf(t, s), ...(t === 11 && { scope: `${workspace}/secret` }) }),
  ]);
  const edges = pairs.flatMap(({ t, s }): PlantedEdge[] => [
    [id("Evaluation", `e${t}-${s}`), "ON", id("TaskVersion", `t${t}@1`)], [id("Evaluation", `e${t}-${s}`), "OF", id("ModelVersion", `m${s}@1`)],
    [id("Score", `e${t}-${s}#f1`), "OF_EVALUATION", id("Evaluation", `e${t}-${s}`)], [id("Score", `e${t}-${s}#f1`), "OF_METRIC", id("Metric", "f1")],
  ]);
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);
  await plant(database, workspace, [
    node("Metric", "f1", { better: "HIGHER", min: 0, max: 1, scope: `${workspace}/*` }), node("Metric", "seconds", { better: "LOWER", scope: `${workspace}/*` }),
    ...numbers(12).flatMap((t) => [node("Task", `t${t}`), node("TaskVersion", `t${t}@1`, { state: "DRAFT", ordinal: 1 })]), node("Task", "bare"),
    ...numbers(8).flatMap((s) => [node("Model", `m${s}`), node("ModelVersion", `m${s}@1`, { state: "DRAFT", ordinal: 1 })]), node("SystemVersion", "app@1"), ...nodes,
  ], [
    ...numbers(12).flatMap((t): PlantedEdge[] => [[id("TaskVersion", `t${t}@1`), "VERSION_OF", id("Task", `t${t}`)], [id("TaskVersion", `t${t}@1`), "MEASURED_BY", id("Metric", "seconds"), { primary: false }], [id("TaskVersion", `t${t}@1`), "MEASURED_BY", id("Metric", "f1"), { primary: true }]]),
    ...numbers(8).map((s): PlantedEdge => [id("ModelVersion", `m${s}@1`), "VERSION_OF", id("Model", `m${s}`)]), ...edges,
  ]);
}
