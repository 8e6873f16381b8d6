import { diffLines } from "diff";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { versions, type StoredVersion } from "./prompts.queries.js";
import { parts, takes, type Template } from "./template.js";

export interface PartDiff {
  readonly part: string;
  /** Lines. */
  readonly added: number;
  readonly removed: number;
  /** The whole part, each line begun with `+`, `-` or a space. */
  readonly text: string;
}

/** A JSON type on either side; null where the variable isn't there. */
export interface VariableDiff {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Diff {
  readonly fromId: string;
  readonly toId: string;
  readonly parts: readonly PartDiff[];
  readonly variables: readonly VariableDiff[];
}

/** What differs between two prompt versions, line by line in each part (Myers 1986, by jsdiff). @throws Problem NOT_FOUND for one that the viewer doesn't see. */
export async function promptDiff({ graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, workspace: string, from: string, to: string): Promise<Diff> {
  const found = await versions(graph, viewer, { workspace, keys: [from, to] });
  const [one, other] = [from, to].map((key) => found.find((each) => each.key === key.normalize("NFC")) ?? missing(key, workspace)) as [StoredVersion, StoredVersion];
  const [before, after] = [texts(one), texts(other)];
  return {
    fromId: one.id, toId: other.id, variables: variablesDiff(typesOf(one), typesOf(other)),
    parts: Object.keys(before).filter((part) => before[part] !== after[part]).map((part) => partDiff(part, before[part]!, after[part]!)),
  };
}

/** @throws Problem NOT_FOUND. */
export function missing(key: string, workspace: string): never {
  throw new Problem("NOT_FOUND", `There is no PromptVersion with the key ${JSON.stringify(key)} in the workspace ${JSON.stringify(workspace)} that you can see; give it as \`key@version\`, and list them with \`promptVersions\`.`);
}

export const templateOf = ({ template, parts: embedded, variables }: StoredVersion): Template =>
  ({ text: template, partials: Object.fromEntries(embedded.map(({ prompt, template: text }) => [prompt, text])), types: variables ?? {} });

function texts(version: StoredVersion): Readonly<Record<string, string>> {
  const { instruction, question } = parts(templateOf(version));
  return { instruction, question, language: version.language ?? "", embedded: version.parts.map(({ key }) => key).join("\n"), demonstrations: version.shown.join("\n") };
}

function partDiff(part: string, before: string, after: string): PartDiff {
  const ended = (text: string): string => (text === "" ? "" : `${text}\n`);
  const lines = diffLines(ended(before), ended(after)).flatMap(({ value, added, removed }) =>
    value.replace(/\n$/, "").split("\n").map((line) => `${added ? "+" : removed ? "-" : " "}${line}`));
  const count = (sign: string): number => lines.filter((line) => line.startsWith(sign)).length;
  return { part, added: count("+"), removed: count("-"), text: lines.join("\n") };
}

function typesOf(version: StoredVersion): ReadonlyMap<string, string> {
  const declared = Object.entries(version.variables ?? {}).map(([name, type]) => [name, typeof type === "string" ? type : JSON.stringify(type)] as const);
  return new Map([...takes(templateOf(version)).map((name) => [name, "undeclared"] as const), ...declared]);
}

const variablesDiff = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly VariableDiff[] =>
  [...new Set([...before.keys(), ...after.keys()])].sort().map((name) => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
    .filter((each) => each.before !== each.after);
