import { Problem } from "../entity/problem.js";
import { filled, listed, tokens, variableNames, type Partials, type Token, type Variables } from "./mustache.js";

/** Variables that the service fills: the rules that are in effect, and the retrieved passages between their marks. */
export const ownVariables = { rules: "rules", context: "context" } as const;

/** A prompt version's template, and the templates that it embeds by the keys of their prompts. */
export interface Template {
  readonly text: string;
  readonly partials: Partials;
  /** JSON types of variables by their names, as far as they are declared. */
  readonly types: Readonly<Record<string, unknown>>;
}

/** A template in its two parts. */
export interface Parts {
  /** Goes into the system message: the paragraphs above the first that takes a value other than the rules. Empty if there are none. */
  readonly instruction: string;
  /** Goes into the last user message: all else. */
  readonly question: string;
}

/** Nothing that a caller or a document says gets into the instruction. */
export function parts({ text, partials }: Template): Parts {
  const first = tokens(text).find((token) => takesValue(token, partials));
  if (!first) return { instruction: text.trim(), question: "" };
  const before = text.slice(0, first[2]);
  const paragraph = [...before.matchAll(/\n[ \t]*\r?\n/g)].at(-1);
  const cut = paragraph ? paragraph.index + paragraph[0].length : 0;
  return { instruction: text.slice(0, cut).trim(), question: text.slice(cut).trim() };
}

function takesValue([kind, name, , , inner = []]: Token, partials: Partials): boolean {
  if (["text", "!", "="].includes(kind)) return false;
  if (kind === ">") return variableNames(partials[name] ?? "", partials, [name]).length > 0;
  return name !== ownVariables.rules || inner.some((token) => token[1] !== "." && takesValue(token, partials));
}

/** What the template takes from its caller. */
export const takes = ({ text, partials }: Template): readonly string[] =>
  variableNames(text, partials).filter((name) => name !== ownVariables.rules);

/** What of it can't be left out: what stands outside all sections. */
export const needs = ({ text, partials }: Template, within: readonly string[] = []): readonly string[] => tokens(text).flatMap(([kind, name]): readonly string[] => {
  if (kind === ">") return within.includes(name) ? [] : needs({ text: partials[name] ?? "", partials, types: {} }, [...within, name]);
  return ["name", "&", "{"].includes(kind) ? [name.split(".")[0]!] : [];
});

/** @throws Problem BAD_INPUT for a variable that the template doesn't have, or whose value is of another type than it declares. */
export function checkVariables(template: Template, variables: Variables): void {
  const names = takes(template);
  for (const [name, value] of Object.entries(variables)) {
    if (name === ownVariables.rules) throw new Problem("BAD_INPUT", "The variable \"rules\" is filled with the policies in effect; leave it out.");
    if (!names.includes(name) && template.types[name] === undefined)
      throw new Problem("BAD_INPUT", `The variable ${JSON.stringify(name)} isn't in the template, which has ${listed(names)}.`);
    const type = template.types[name];
    if (typeof type === "string" && !isOfType(value, type))
      throw new Problem("BAD_INPUT", `The variable ${JSON.stringify(name)} is ${JSON.stringify(value)?.slice(0, longestShown)}; the template declares it as ${type}.`);
  }
}
const longestShown = 80;

/** JSON types that variables can have. */
export const variableTypes: readonly string[] = ["string", "number", "integer", "boolean", "array", "object", "null"];

function isOfType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return !["string", "number", "boolean"].includes(type) || typeof value === type;
}

/** A part of the template with its variables, the rules and the context put in. */
export const fill = (part: string, { partials }: Template, variables: Variables, own: { readonly rules: readonly string[]; readonly context: string }): string =>
  filled(part, variables, partials, own).trim();
