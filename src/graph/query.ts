import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Graph } from "./database.js";
import { viewerParameters, type Viewer } from "./viewer.js";

/** A named read: the text stands in `cypher/<name>.cypher`, its parameters and row are declared where it is used. */
export interface Query<P, R> {
  /** `at`: the moment looked at, ISO 8601; unless given, that of `$asOf` where the query has one, else the present. */
  (graph: Graph, viewer: Viewer, parameters: P, at?: string | null): Promise<readonly R[]>;
  readonly definition: Definition;
}
export interface Definition {
  readonly name: string;
  readonly text: string;
  readonly params: z.ZodObject;
  readonly row: z.ZodObject;
  /** Names of its parameters that are lists or may be null (`varying.ts`). */
  readonly varying: readonly string[];
}

/** Every declared query by its name, for the contract test and for doctor. */
export const declaredQueries: ReadonlyMap<string, Definition> = new Map();

/**
 * `query("lineage/upstream", { params: z.object({...}), row: z.object({...}) })`. Besides its own, a query has the parameters
 * `$scopes`, `$clearance` and `$now` of the viewer (`graph/viewer.ts`); `$now` is the moment looked at, so that what was retired
 * since is still there. Rows are plain objects by column.
 */
export function query<P extends z.ZodObject, R extends z.ZodObject>(
  name: string, { params, row }: { readonly params: P; readonly row: R },
): Query<z.input<P>, z.output<R>> {
  if (declaredQueries.has(name)) throw new Error(`The query ${name} is declared twice.`);
  const varying = ["scopes", ...Object.keys(params.shape).filter((each) => isVarying(params.shape[each] as z.ZodType))];
  const definition: Definition = { name, text: cypher(name), params, row, varying };
  (declaredQueries as Map<string, Definition>).set(name, definition);
  const run = async (graph: Graph, viewer: Viewer, parameters: z.input<P>, at: string | null = null): Promise<readonly z.output<R>[]> => {
    const own: Readonly<Record<string, unknown>> = params.parse(parameters);
    const moment = at === null && own["asOf"] != null ? { now: own["asOf"] } : {};
    const rows = await graph.read({ name, text: definition.text, parameters: { ...viewerParameters(viewer, at ?? undefined), ...own, ...moment }, varying });
    return rows.map((each) => row.parse(each.toObject()));
  };
  return Object.assign(run, { definition });
}

const isVarying = (parameter: z.ZodType): boolean => parameter instanceof z.ZodArray || parameter.safeParse(null).success;

/** The text of a file in `cypher/`, without the lines that only Neo4j Browser understands. */
export const cypher = (name: string): string => cypherSource(name).split("\n").filter((line) => !line.startsWith(":")).join("\n").trim();

/** A file in `cypher/` as it is. */
export const cypherSource = (name: string): string => readFileSync(new URL(`../../cypher/${name}.cypher`, import.meta.url), "utf8");
