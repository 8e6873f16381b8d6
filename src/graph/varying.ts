import type { Statement } from "./database.js";

/** Name of the map of those that vary. */
const given = "given";
/** Texts by what they are sent as; when there are so many it begins anew. */
const known = new Map<string, string>();
const mostKnown = 1_000;

/**
 * A statement as the database is sent it, with the parameters that vary as properties of one map. Neo4j keeps a plan for each combination of
 * its parameters' types, which of a list are those of what is in it, and of none if it is empty: a search comes in dozens of combinations, and planning one takes up to a
 * second on a server just started, or after an index was made. A map is a map. Other parameters stay by themselves, as the planner makes more of them.
 */
export function sent({ text, parameters, varying = [] }: Statement): Pick<Statement, "text" | "parameters"> {
  if (varying.length === 0) return { text, parameters };
  const own = Object.entries(parameters).filter(([name]) => !varying.includes(name));
  return { text: renamed(text, varying), parameters: { ...Object.fromEntries(own), [given]: Object.fromEntries(varying.map((name) => [name, parameters[name] ?? null])) } };
}

function renamed(text: string, varying: readonly string[]): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const made = text.replace(new RegExp(`\\$(?=(?:${varying.join("|")})\\b)`, "g"), `$$${given}.`);
  known.set(text, made);
  return made;
}
