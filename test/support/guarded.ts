import { visible } from "../../src/graph/viewer.js";

/**
 * The variables of nodes that a statement binds and that no condition keeps to what the viewer may see. A node is kept by
 * `visible()` of itself, by that of all nodes of a path that it is on or at the end of, or by that of each step of a quantified
 * path that leads to it. Nodes of labels that are nobody's to see are passed over. It reads the text, not its meaning: that a
 * condition stands in each branch of a union is for tests with a narrow viewer.
 */
export function unguarded(statement: string, passedOver: readonly string[]): readonly string[] {
  const text = statement.replace(/\/\/.*$/gm, "").replace(/\s+/g, " ");
  const guarded = new Set([...guardedPaths(text).flatMap((path) => onPath(text, path)), ...afterSteps(text)]);
  return [...new Set(bound(text, passedOver))].filter((it) => !text.includes(visible(it)) && !guarded.has(it));
}

const NODE = /(?:MATCH (?:\w+ = )?|[-<>]|\{ ?|[,=] ?)\((\w+)(?::([\w|]+))?(?: \{[^}]*\})?\)/g;

const bound = (text: string, passedOver: readonly string[]): readonly string[] => [
  ...[...text.matchAll(NODE)].filter(([, , labels]) => !(labels ?? "").split("|").every((label) => passedOver.includes(label))).map(([, it]) => it!),
  ...[...text.matchAll(/YIELD node(?: AS (\w+))?/g)].map(([, as]) => as ?? "node"),
];

/** Paths of which all nodes are kept to what the viewer may see. */
const guardedPaths = (text: string): readonly string[] =>
  [...text.matchAll(/all\((\w+) IN nodes\((\w+)\) WHERE /g)].filter(({ 0: opening, 1: node, index }) => text.startsWith(visible(node!), index + opening.length)).map(([, , path]) => path!);

const onPath = (text: string, path: string): readonly string[] => [
  ...[...text.matchAll(new RegExp(`\\b${path} = ((?:\\([^)]*\\)|\\[[^\\]]*\\]|[-<>])+)`, "g"))].flatMap(([, pattern]) => [...pattern!.matchAll(/\((\w+)/g)].map(([, it]) => it!)),
  ...[...text.matchAll(new RegExp(`last\\(nodes\\(${path}\\)\\) AS (\\w+)`, "g"))].map(([, it]) => it!),
];

/** What `((a)-->(b) WHERE ...){0,8} (c)` leads to, where the condition keeps `b`: `c` is the last of them. */
const afterSteps = (text: string): readonly string[] =>
  [...text.matchAll(/\((\w+)(?::\w+)?\) WHERE ((?:(?!MATCH).)*?)\)\{\d+,\d+\} \((\w+)/g)].filter(([, last, condition]) => condition!.includes(visible(last!))).map(([, , , it]) => it!);
