import { Problem } from "../entity/problem.js";
import type { HarnessJson } from "./harnessJson.js";
import type { MetricName, ScoreResult, TaskResult } from "./harnessResults.js";
import type { Protocol } from "./harnessTasks.js";
import { templateDetails } from "./harnessTemplate.js";

/** The tasks of a result file, each with its protocol and scores; groups of tasks stand there like tasks. */
export const taskResults = (json: HarnessJson): readonly TaskResult[] =>
  Object.keys(json.results).map((task) => {
    const scores = scoresOf(json, task);
    return { protocol: protocolOf(json, task), metrics: metricsOf(json, task, scores), scores };
  });

function protocolOf(json: HarnessJson, task: string): Protocol {
  const { config, configs } = json;
  const version = json.versions[task];
  if (version === undefined || version === null) throw new Problem("BAD_INPUT", `versions has nothing for ${task}; expected the harness's version of each task in results.`);
  return {
    harness: "lm-evaluation-harness",
    task,
    taskVersion: configs ? harnessVersion(version) : String(version),
    fewShot: json["n-shot"]?.[task] ?? config.num_fewshot ?? 0,
    ...(config.limit != null && { limit: config.limit }),
    ...(config.description_dict?.[task] && { description: config.description_dict[task] }),
    ...(json.chat_template && { chatTemplate: json.chat_template }),
    ...(json.system_instruction && { systemInstruction: json.system_instruction }),
    ...(json.fewshot_as_multiturn && { fewShotAsTurns: true }),
    ...(configs?.[task] && templateDetails(configs[task])),
  };
}

/** Definitions count versions as 1.0, 2.0; numbers lose the `.0` on their way through JSON and YAML. */
export const harnessVersion = (version: number | string): string => (Number.isInteger(version) ? Number(version).toFixed(1) : String(version));

/** `acc` with `acc_stderr`, or since 0.4 `acc,none` with `acc_stderr,none`, where what follows the comma is the filter. */
function scoresOf(json: HarnessJson, task: string): readonly ScoreResult[] {
  const values = json.results[task]!;
  const n = json["n-samples"]?.[task]?.effective;
  return Object.entries(values).flatMap(([name, value]) => {
    const [metric, filter] = name.split(",") as [string, string?];
    if (metric.endsWith(errorSuffix) || (typeof value !== "number" && value !== null)) return [];
    const error = values[filter === undefined ? metric + errorSuffix : `${metric}${errorSuffix},${filter}`];
    return [{
      metric,
      value,
      ...(typeof error === "number" && { stdErr: error }),
      ...(n !== undefined && { n }),
      ...(filter !== undefined && filter !== onlyFilter && { extraction: filter }),
      ...(value === null && { nullReason: "The harness reported no number." }),
    }];
  });
}
const errorSuffix = "_stderr";
const onlyFilter = "none";

function metricsOf(json: HarnessJson, task: string, scores: readonly ScoreResult[]): readonly MetricName[] {
  return [...new Set(scores.map(({ metric }) => metric))].map((name) => {
    const higherIsBetter = json.higher_is_better?.[task]?.[name];
    return { name, ...(typeof higherIsBetter === "boolean" && { higherIsBetter }) };
  });
}
