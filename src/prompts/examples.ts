import type { Example } from "./messages.js";
import { fill, ownVariables, takes, type Template } from "./template.js";

/** A demonstration as it is stored. */
export interface Demonstration {
  readonly id: string;
  readonly key: string;
  readonly input: unknown;
  readonly output: unknown;
  /** Class that it is an example of. */
  readonly label: string | null;
}

/**
 * Demonstrations in words. An input that has all variables of the question is asked as the question is, without passages; other
 * inputs of one text are that text, and all else is JSON.
 */
export const examples = (demonstrations: readonly Demonstration[], template: Template, question: string): readonly Example[] =>
  demonstrations.map(({ id, key, input, output }) => ({ id, key, question: asked(input, template, question), answer: words(output) }));

function asked(input: unknown, template: Template, question: string): string {
  const needed = takes({ ...template, text: question }).filter((name) => name !== ownVariables.context);
  const isWhole = typeof input === "object" && input !== null && needed.length > 0 && needed.every((name) => name in input);
  return isWhole ? fill(question, template, { ...input, [ownVariables.context]: "" }, { rules: [], context: "" }) : words(input);
}

/** All texts in a value, however deep, for comparing what it says with other inputs. */
export function spoken(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? Object.values(value).map(spoken).filter((text) => text !== "").join("\n") : "";
}

function words(value: unknown): string {
  if (typeof value === "string") return value;
  const only = typeof value === "object" && value !== null ? Object.values(value) : [];
  return only.length === 1 && typeof only[0] === "string" && !Array.isArray(value) ? only[0] : JSON.stringify(value);
}
