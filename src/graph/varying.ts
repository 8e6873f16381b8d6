import type { Statement } from "./database.js";

/** Name of the map of those that vary. */
const given = "given";
/** Texts as they are sent, by the list of names that vary, of which each query has one, and by what they were. */
const known = new WeakMap<readonly string[], Map<string, string>>();

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
  const own = known.get(varying) ?? new Map<string, string>();
  known.set(varying, own);
  const made = own.get(text) ?? text.replace(new RegExp(`\\$(?=(?:${varying.join("|")})\\b)`, "g"), `$$${given}.`);
  own.set(text, made);
  return made;
}
