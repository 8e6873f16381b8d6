import type { Database } from "../../src/graph/database.js";
import { cypherSource } from "../../src/graph/query.js";
import { int } from "../../src/graph/values.js";

/** The values of the `:params` and `:param` lines of a file in `cypher/`, as Neo4j Browser sets them: a map in Cypher. */
export function exampleExpression(source: string): string {
  const lines = source.split("\n");
  const all = lines.flatMap((line) => /^:params \{(.*)\};$/.exec(line)?.[1] || []);
  const single = lines.flatMap((line) => /^:param (\w+) => (.*);$/.exec(line)?.slice(1).join(": ") ?? []);
  return `{${[...all, ...single].join(", ")}}`;
}

export async function exampleParameters(database: Database, name: string): Promise<Record<string, unknown>> {
  const [row] = await database.read({ name: "test", text: `RETURN ${exampleExpression(cypherSource(name))} AS params`, parameters: {} });
  const values = row!.get("params") as Record<string, unknown>;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Number.isInteger(value) ? int(value as number) : value]));
}
