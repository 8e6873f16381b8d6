import type { Item } from "../writes/draft.js";
import { joined } from "./gathered.js";
import { metricItem, metricKey } from "./harnessMetrics.js";
import { harnessVersion } from "./harnessScores.js";
import { definedVersionKey, taskItem, taskKey, taskVersionItem, type Protocol } from "./harnessTasks.js";
import { templateDetails } from "./harnessTemplate.js";
import type { Config, Definitions, GroupDefinition, TaskDefinition } from "./harnessYaml.js";
import type { FileProblem } from "./sourceFiles.js";
import { grouping, type Grouping } from "./taskGroups.js";

export interface DefinitionItems {
  readonly items: readonly Item[];
  readonly problems: readonly FileProblem[];
}

/**
 * Tasks with their place in the hierarchy (SUBTASK_OF), the version that each definition makes, and its metrics. Groups that
 * overlap are no hierarchy and become benchmarks of the versions in them. Groups with metrics of their own have a version too.
 */
export function definitionItems(definitions: Definitions): DefinitionItems {
  const { tasks, groups } = definitions;
  const how = grouping(definitions);
  const trees = [...how.members.keys()].filter((group) => !how.overlapping.has(group));
  const unknown: FileProblem[] = [];
  const versions = [
    ...tasks.flatMap((task) => definedVersion(task, unknown)),
    ...groups.filter(({ name }) => !how.overlapping.has(name)).flatMap((group) => groupVersion(group, how, unknown)),
  ];
  return {
    items: joined([
      ...trees.map((group) => ({ ...taskItem(group), ...parentOf(group, how) })),
      ...tasks.map((task) => ({ ...taskItem(task.name), ...described(task), ...parentOf(task.name, how) })),
      ...versions,
      ...[...how.overlapping].map((group) => benchmark(group, how, tasks)),
    ]),
    problems: [...definitions.problems, ...how.problems, ...unknown],
  };
}

const parentOf = (name: string, { groupsOf, overlapping }: Grouping): { readonly parent?: string } => {
  const groups = groupsOf.get(name) ?? [];
  return groups.length === 1 && !overlapping.has(groups[0]!) ? { parent: taskKey(groups[0]!) } : {};
};

const kinds: Readonly<Record<string, string>> = {
  multiple_choice: "multiple-choice", generate_until: "generation", loglikelihood: "completion", loglikelihood_rolling: "language-modelling",
};

function described({ config, tags }: TaskDefinition): object {
  const kind = kinds[String(config.output_type)];
  return { ...(kind && { kind }), ...(tags.length > 0 && { tags }) };
}

function definedVersion(task: TaskDefinition, unknown: FileProblem[]): readonly Item[] {
  const { name, config } = task;
  const metrics = metricsOf(task, config.metric_list, unknown);
  const protocol: Protocol = {
    harness: "lm-evaluation-harness",
    task: name,
    taskVersion: versionOf(config) ?? unversioned,
    fewShot: typeof config.num_fewshot === "number" ? config.num_fewshot : 0,
    ...templateDetails(config),
  };
  const dataset = { dataset: config.dataset_path, subset: config.dataset_name, split: config.test_split ?? config.validation_split };
  const attributes = Object.fromEntries(Object.entries(dataset).filter(([, value]) => typeof value === "string"));
  return [...metrics, { ...taskVersionItem(definedVersionKey(protocol), protocol, metrics.map(({ key }) => String(key))), attributes }];
}
/** What the harness itself writes for a task that has no version. */
const unversioned = "Yaml";

/** A group's figures are means over its members, which therefore are its protocol. */
function groupVersion(group: GroupDefinition, { members }: Grouping, unknown: FileProblem[]): readonly Item[] {
  const { name, config } = group;
  const version = versionOf(config);
  if (version === undefined || !Array.isArray(config.aggregate_metric_list)) return [];
  const metrics = metricsOf(group, config.aggregate_metric_list, unknown);
  const protocol = { harness: "lm-evaluation-harness", task: name, taskVersion: version, members: [...members.get(name)!].sort(), aggregate: config.aggregate_metric_list } as const;
  return [...metrics, taskVersionItem(`${taskKey(name)}@${version}`, protocol, metrics.map(({ key }) => String(key)))];
}

function versionOf({ metadata }: Config): string | undefined {
  const version = (metadata as Config | undefined)?.version;
  return typeof version === "number" || typeof version === "string" ? harnessVersion(version) : undefined;
}

function metricsOf({ name, file }: TaskDefinition | GroupDefinition, list: unknown, unknown: FileProblem[]): readonly Item[] {
  return (Array.isArray(list) ? (list as readonly Config[]) : []).flatMap(({ metric, higher_is_better: higher }) => {
    const item = metricItem(String(metric), typeof higher === "boolean" ? higher : undefined);
    if (!item) unknown.push({ file, reason: `The metric ${metricKey(String(metric))} of ${name} is left out: higher_is_better doesn't say which direction is better.` });
    return item ?? [];
  });
}

function benchmark(group: string, { members, overlapping }: Grouping, tasks: readonly TaskDefinition[]): Item {
  const versions = new Map(tasks.map((task) => [task.name, String(definedVersion(task, []).at(-1)!.key)]));
  const within = (name: string): readonly { readonly type: string; readonly key: string }[] => {
    if (overlapping.has(name)) return [{ type: "Benchmark", key: taskKey(name) }];
    return versions.has(name) ? [{ type: "TaskVersion", key: versions.get(name)! }] : members.get(name)!.flatMap(within);
  };
  const { key, title } = taskItem(group);
  return { type: "Benchmark", key, title, includes: members.get(group)!.flatMap(within) };
}
