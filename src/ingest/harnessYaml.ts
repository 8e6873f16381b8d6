import { posix } from "node:path";
import { parse, type ScalarTag } from "yaml";
import { Problem } from "../entity/problem.js";
import { functionTag } from "./harnessTemplate.js";
import type { FileProblem } from "./sourceFiles.js";

/** A task of a definition folder, with what it includes merged in. */
export interface TaskDefinition {
  readonly name: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly config: Config;
}

/** A group of one: its members are names of tasks, of tags that tasks carry, and of other groups. */
export interface GroupDefinition {
  readonly name: string;
  readonly file: string;
  readonly members: readonly string[];
  readonly config: Config;
}

export type Config = Readonly<Record<string, unknown>>;

export interface Definitions {
  readonly tasks: readonly TaskDefinition[];
  readonly groups: readonly GroupDefinition[];
  readonly problems: readonly FileProblem[];
}

/** Files of a folder that hold definitions, or parts that others include (`_template_yaml`). */
export const isYaml = (file: string): boolean => /[._]ya?ml$/.test(file);

/**
 * Task and group definitions of lm-evaluation-harness, from the texts of a folder's files by their paths (with `/`). A file's
 * own fields win over those that it includes; `!function` tags stay as text. A file that can't be read is a problem of its own.
 */
export function readDefinitions(files: ReadonlyMap<string, string>): Definitions {
  const tasks: TaskDefinition[] = [];
  const groups: GroupDefinition[] = [];
  const problems: FileProblem[] = [];
  const included = new Set<string>();
  const read = [...files.keys()].filter((file) => /\.ya?ml$/.test(file)).sort().flatMap((file) => {
    try {
      return [{ file, config: merged(files, file, [], included) }];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push({ file, reason: error.message });
      return [];
    }
  });
  for (const { file, config } of read) {
    if (typeof config.task === "string") tasks.push({ name: config.task, file, tags: names(config.tag ?? config.group), config });
    else if (typeof config.group === "string" && Array.isArray(config.task)) groups.push(...groupsOf(config.group, config.task, config, file));
    else if (!included.has(file)) problems.push({ file, reason: "The file defines neither a task (`task: name`) nor a group (`group: name` with a list `task`)." });
  }
  return { tasks, groups, problems };
}

function merged(files: ReadonlyMap<string, string>, file: string, path: readonly string[], included: Set<string>): Config {
  if (path.includes(file)) throw new Problem("BAD_INPUT", `The file includes itself: ${[...path, file].join(" > ")}.`);
  const text = files.get(file);
  if (text === undefined) throw new Problem("BAD_INPUT", `The file includes ${file}, which isn't in the folder.`);
  const { include, ...own } = parsed(text);
  const parts = names(include).map((name) => {
    const part = posix.join(posix.dirname(file), name);
    included.add(part);
    return merged(files, part, [...path, file], included);
  });
  return Object.assign({}, ...parts, own) as Config;
}

function parsed(text: string): Config {
  let config: unknown;
  try {
    config = parse(text, { customTags: [functionScalar], uniqueKeys: false, logLevel: "error" });
  } catch (cause) {
    throw new Problem("BAD_INPUT", `The file isn't YAML: ${(cause as Error).message.split("\n")[0]}`, { cause });
  }
  if (typeof config !== "object" || config === null || Array.isArray(config)) throw new Problem("BAD_INPUT", "The file isn't a mapping of names to values.");
  return config as Config;
}

const functionScalar: ScalarTag = { tag: functionTag, resolve: (name) => `${functionTag} ${name}` };

/** A group, and the groups that stand within its list. */
function groupsOf(name: string, listed: readonly unknown[], config: Config, file: string): readonly GroupDefinition[] {
  const inner = listed.filter((each): each is Config => typeof each === "object" && each !== null && Array.isArray((each as Config).task) && typeof (each as Config).group === "string");
  const members = listed.flatMap((each) => (typeof each === "string" ? each : names((each as Config)?.group ?? (each as Config)?.task)));
  return [{ name, file, members, config }, ...inner.flatMap((each) => groupsOf(each.group as string, each.task as readonly unknown[], each, file))];
}

const names = (value: unknown): readonly string[] => [value].flat().filter((each): each is string => typeof each === "string");
