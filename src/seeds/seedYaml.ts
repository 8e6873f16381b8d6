import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from "yaml";
import type { z } from "zod";
import type { PlacedItem, SeedProblem } from "./seed.js";

/** The items of a file whose top-level keys are kinds, each with a list. */
export function itemsIn(file: string, text: string): { readonly items: readonly PlacedItem[]; readonly problems: readonly SeedProblem[] } {
  const { root, problems, lineOf, document } = parsed(file, text);
  if (!root) return { items: [], problems };
  const items = root.items.flatMap(({ key, value }): readonly PlacedItem[] => {
    const type = isScalar(key) ? String(key.value) : "";
    if (!isSeq(value)) {
      problems.push({ file, line: lineOf(key), reason: `${type} holds no list; write its items below it, each beginning with a dash.` });
      return [];
    }
    return value.items.flatMap((node): readonly PlacedItem[] => {
      if (!isMap(node)) {
        problems.push({ file, line: lineOf(node), reason: `A ${type} is no set of fields; expected such as \`- { key: ..., title: ... }\`.` });
        return [];
      }
      return [{ item: { type, ...node.toJS(document) as object }, file, line: lineOf(node), lineOf: (path) => lineOf(nearest(node, path.split("."))) }];
    });
  });
  return { items, problems };
}

/** One object that a text in YAML is to hold, checked; undefined with its problems where it isn't that. `from` is its first line in the file. */
export function objectIn<T>(file: string, text: string, schema: z.ZodType<T>, from = 1): { readonly value: T | undefined; readonly problems: readonly SeedProblem[] } {
  const { root, problems, lineOf, document } = parsed(file, text, from);
  if (!root) return { value: undefined, problems };
  const checked = schema.safeParse(root.toJS(document));
  if (checked.success) return { value: checked.data, problems };
  const wrong = checked.error.issues.map(({ path, message }) =>
    ({ file, line: lineOf(nearest(root, path.map(String))), reason: `${path.length > 0 ? `${path.join(".")}: ` : ""}${message.replace(/\.$/, "")}.` }));
  return { value: undefined, problems: [...problems, ...wrong] };
}

function parsed(file: string, text: string, from = 1) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line + from - 1;
  const lineOf = (node: unknown): number => (isNode(node) && node.range ? lineAt(node.range[0]) : from);
  const problems: SeedProblem[] = document.errors.map(({ pos, message }) => ({ file, line: lineAt(pos[0]), reason: `This isn't YAML: ${message}.` }));
  const root = problems.length === 0 && isMap(document.contents) ? document.contents : undefined;
  if (problems.length === 0 && !root) problems.push({ file, line: from, reason: "Nothing is set here; expected names with values below them." });
  return { root, problems, lineOf, document };
}

/** The node at a path, or the nearest around it. */
function nearest(node: YAMLMap, path: readonly string[]): unknown {
  for (let length = path.length; length > 0; length--) {
    const found = node.getIn(path.slice(0, length).map((step) => (/^\d+$/.test(step) ? Number(step) : step)), true);
    if (isNode(found)) return found;
  }
  return node;
}
