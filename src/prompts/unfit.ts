import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { templateOf } from "./diff.js";
import { checkEmbedded, listed } from "./mustache.js";
import { versions } from "./prompts.queries.js";
import { takes, variableTypes, type Template } from "./template.js";

/** Why templates can't be sent in for review, by the keys of their versions: one sentence for each that can't be read, puts in what it doesn't embed, or has variables that aren't declared. */
export async function unfitTemplates({ graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, workspace: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await versions(graph, viewer, { workspace, keys: keys.map(normalKey) });
  return new Map(found.flatMap((version) => {
    const why = whyUnfit(templateOf(version));
    return why === undefined ? [] : [[version.key, `PromptVersion:${version.key} isn't ready for review. ${why}`]];
  }));
}

/** What is wrong with a template, whatever its variables will be. */
export function whyUnfit(template: Template): string | undefined {
  try {
    checkEmbedded(template.text, template.partials);
    const names = takes(template);
    const undeclared = names.filter((name) => template.types[name] === undefined);
    if (undeclared.length > 0) return `The template has ${listed(undeclared)}, which \`variables\` doesn't declare. Write a version with the JSON type of each, such as {"${undeclared[0]!}": "string"}.`;
    const untyped = Object.entries(template.types).find(([, type]) => typeof type !== "string" || !variableTypes.includes(type));
    if (untyped) return `The variable ${JSON.stringify(untyped[0])} is declared as ${JSON.stringify(untyped[1])}; expected one of ${listed(variableTypes)}. Write a version with that.`;
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}
