import type { PromptArgument } from "@modelcontextprotocol/sdk/types.js";
import { Problem } from "../entity/problem.js";
import { needs, ownVariables, takes, type Template } from "../prompts/offers.js";

/** What a prompt takes, as MCP has it: texts by name. Passages are found by the service unless they are given. */
export const argumentsOf = (template: Template): PromptArgument[] => {
  const needed = needs(template);
  return [...new Set([...takes(template), ...Object.keys(template.types)])].filter((name) => name !== ownVariables.rules).map((name) => ({
    name, required: name !== ownVariables.context && needed.includes(name),
    description: name === ownVariables.context ? "Passages; found by the service unless given." : isText(template.types[name]) ? "Text." : `JSON of type ${String(template.types[name])}.`,
  }));
};

/** Arguments as values of the types that the template declares. @throws Problem BAD_INPUT for one that is no JSON where it must be. */
export const valuesOf = ({ types }: Template, given: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(given).map(([name, text]) => [name, isText(types[name]) ? text : parsed(name, text, String(types[name]))]));

const isText = (type: unknown): boolean => typeof type !== "string" || type === "string";

function parsed(name: string, text: string, type: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("BAD_INPUT", `The argument ${JSON.stringify(name)} is ${JSON.stringify(text.slice(0, longestShown))}; expected JSON of type ${type}.`);
  }
}
const longestShown = 80;
