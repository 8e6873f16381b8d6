import { digestOf } from "../entity/digest.js";
import { measuredBy } from "./harnessMetrics.js";
import type { Item } from "../writes/draft.js";

/** How names of older harness releases begin, and how the graph, like later releases, has them. */
const renamed: readonly (readonly [from: RegExp, to: string])[] = [[/^hendrycksTest-/, "mmlu_"]];

const languages: readonly (readonly [name: RegExp, language: string])[] = [
  [/^crows_pairs_french/, "fr"],
  [/^(ai2_arc|arc|blimp|crows_pairs_english|lambada|leaderboard|logiqa|mmlu|piqa|sciq|winogrande|wsc)(_|$)/, "en"],
];

const spellings: Readonly<Record<string, string>> = {
  ai2: "AI2", arc: "ARC", bbh: "BBH", blimp: "BLiMP", "crows pairs": "CrowS-Pairs", english: "English", european: "European", french: "French",
  gpqa: "GPQA", ifeval: "IFEval", lambada: "LAMBADA", logiqa: "LogiQA", mmlu: "MMLU", musr: "MuSR", npi: "NPI", openai: "OpenAI", piqa: "PIQA",
  sciq: "SciQ", stem: "STEM", us: "US", winogrande: "WinoGrande", wsc: "WSC",
};

/** Key of a task by its name in the harness: `hendrycksTest-anatomy` is `mmlu_anatomy`. */
export const taskKey = (name: string): string => renamed.reduce((key, [from, to]) => key.replace(from, to), name);

/** What a task's name alone tells of it; results and definitions give the same, so that neither undoes the other. */
export function taskItem(name: string): Item {
  const key = taskKey(name);
  const language = languages.find(([pattern]) => pattern.test(key))?.[1];
  return { type: "Task", key, title: title(key), ...(language && { languages: [language] }) };
}

/** What the harness fixes about how a task is measured; all of it decides what is comparable (graph.md, section 6). */
export interface Protocol {
  readonly harness: "lm-evaluation-harness";
  /** The task's name in the harness. */
  readonly task: string;
  /** The harness's version of the task. */
  readonly taskVersion: string;
  /** Examples in the prompt; a group has none of its own. */
  readonly fewShot?: number;
  /** Templates, generation arguments, limits: what else was said. */
  readonly [detail: string]: unknown;
}

/** A version of a task that is scored with these metrics. */
export const taskVersionItem = (key: string, protocol: Protocol, metrics: readonly string[]): Item =>
  ({ type: "TaskVersion", key, protocol, protocolDigest: digestOf(protocol), metrics: measuredBy(metrics) });

/** Key of the version that a definition makes: `arc_easy@1.0-0shot`, harness version and few-shot count. */
export const definedVersionKey = ({ task, taskVersion, fewShot }: Protocol): string => `${taskKey(task)}@${taskVersion}-${fewShot}shot`;

/**
 * Key of the version that results are on: `arc_easy@0-0shot`. Whoever runs the harness can change templates, generation and
 * limits without changing the version, so where a file tells of those, the start of the protocol's digest is added.
 */
export function measuredVersionKey(protocol: Protocol): string {
  const { harness: _harness, task: _task, taskVersion: _taskVersion, fewShot: _fewShot, ...details } = protocol;
  const key = definedVersionKey(protocol);
  return Object.keys(details).length > 0 ? `${key}-${digestOf(protocol).slice(0, shownDigits)}` : key;
}
const shownDigits = 8;

const spelt = Object.entries(spellings).map(([word, to]) => [new RegExp(`\\b${word}\\b`), to] as const);

function title(key: string): string {
  const words = spelt.reduce((text, [word, to]) => text.replace(word, to), key.replaceAll("_", " "));
  return words[0]!.toUpperCase() + words.slice(1);
}
