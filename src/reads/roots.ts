import type { GraphQLField } from "graphql";
import type { Catalogue } from "../entity/catalogue.js";
import type { Row } from "../graph/database.js";
import type { Arguments, Given } from "./builder.js";
import type { Planning } from "./connection.js";
import type { Read, Values } from "./cells.js";
import type { Plan } from "./plans.js";
import { labelOf } from "./row.js";
import type { Selected } from "./selection.js";
import { byIdsStatement, byKeyStatement, idsOf, pageStatement, type Planned } from "./statements.js";

/** What a root field is that needs no resolver of its own; stands in its `extensions` as `planned`. */
export interface PlannedRoot {
  /** One by its key, a page of a kind, one or several of any kind by their ids. */
  readonly by: "key" | "page" | "id" | "ids";
  /** The kind, or `Node` or `Version`. */
  readonly label: string;
}

export const plannedRoot = ({ extensions }: GraphQLField<unknown, unknown>): PlannedRoot | undefined => extensions["planned"] as PlannedRoot | undefined;

/** The statement of a root field, whose arguments come first in `Given`; without text where there is nothing to ask, as no id is of a known kind. */
export function rootStatement(planning: Planning, { by, label }: PlannedRoot, field: Selected): Planned {
  const source = planning.builder.source(field);
  if (by === "key") return byKeyStatement(planning, label, field, source);
  if (by === "page") return pageStatement(planning, label, field, source);
  const labels = labelsOf(planning.catalogue, idsIn(field.args));
  return labels.length === 0 ? { text: "", read: () => null } : byIdsStatement(planning, labels, field.nodes);
}

/** What a root field adds to the parameters that its plan binds. */
export function rootParameters(catalogue: Catalogue, { by }: PlannedRoot, [args = {}]: Given, workspace: string): Record<string, unknown> {
  return by === "key" || by === "page" ? { workspace: args["workspace"] ?? workspace } : idParameters(catalogue, idsIn(args));
}

/** The moment that a root field looks at, ISO 8601; null for now. */
export const momentOf = ([args]: Given): string | null => (args?.["asOf"] ?? null) as string | null;

/** The ids that are of known kinds, by label, as `byIdsStatement` takes them. */
export const idParameters = (catalogue: Catalogue, ids: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(labelsOf(catalogue, ids).map((label) => [idsOf(label), ids.filter((id) => labelOf(id) === label)]));

export const labelsOf = ({ entities }: Catalogue, ids: readonly string[]): readonly string[] => [...new Set(ids.map(labelOf))].filter((label) => entities.has(label)).sort();

/** What a root field answers, from the rows of its statement. */
export function rootValue({ by }: PlannedRoot, read: Read, rows: readonly Row[], given: Given): unknown {
  const readRow = (row: Row | undefined) => (row ? read(row.get("row") as Values, given) : null);
  if (by !== "ids") return readRow(rows[0]);
  const found = new Map(rows.map((row) => [row.get("id") as string, readRow(row)]));
  return (given[0]!["ids"] as readonly string[]).map((id) => found.get(id) ?? null);
}

/** What stands for each node that there is of these ids, by a plan for their labels. */
export async function nodesById(
  catalogue: Catalogue, ids: readonly string[], { text, read, builder }: Plan, variableValues: Readonly<Record<string, unknown>>,
  run: (text: string, parameters: Record<string, unknown>) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<string, unknown>> {
  const given = builder.given(variableValues);
  const rows = await run(text, { ...idParameters(catalogue, ids), ...builder.filled(given) });
  return new Map(rows.map((row) => [row.get("id") as string, read(row.get("row") as Values, given)]));
}

const idsIn = (args: Arguments): readonly string[] => [...new Set((args["ids"] ?? [args["id"]]) as readonly string[])];
