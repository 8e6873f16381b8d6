import type { FieldNode } from "graphql";
import { normalKey } from "../entity/keys.js";
import { visible } from "../graph/viewer.js";
import { Columns } from "./builder.js";
import { connection, type Planning } from "./connection.js";
import type { Read } from "./cells.js";
import { listLabels, planNode } from "./plan.js";
import type { Selected } from "./selection.js";

/** A statement's text and what reads each of its rows, which has one column. */
export interface Planned {
  readonly text: string;
  readonly read: Read;
}

/** One node by its key; a version also by its head's key alone, which is its newest that isn't RETIRED. */
export function byKeyStatement(planning: Planning, label: string, field: Selected, source: number): Planned {
  const { builder, catalogue } = planning;
  const it = builder.variable();
  const columns = new Columns();
  const read = planNode(planning, [label], it, field.nodes, columns);
  const { head } = catalogue.entities.get(label)!;
  const key = builder.bind(source, (args) => normalKey(args["key"] as string));
  const named = (node: string) => `${node}.workspace = $workspace AND ${node}.key = ${key}`;
  const found = head && isHeadKey(field.args["key"])
    ? `MATCH (h:${head})<-[:VERSION_OF]-(${it}:${label}) WHERE ${named("h")} AND ${visible("h")} AND ${visible(it)} AND ${it}.state <> 'RETIRED' WITH ${it} ORDER BY ${it}.ordinal DESC`
    : `MATCH (${it}:${label}) WHERE ${named(it)} AND ${visible(it)} WITH ${it}`;
  return { text: `${found} LIMIT 1 RETURN ${columns.text} AS row`, read };
}

/** Whether a key where a version is meant names its head. */
export const isHeadKey = (key: unknown): boolean => !(key as string).includes("@");

/** Nodes by their ids, which are given by label as `$ids_<label>`, in no order; each label is sought in its own index. */
export function byIdsStatement(planning: Planning, labels: readonly string[], nodes: readonly FieldNode[]): Planned {
  const it = planning.builder.variable();
  const columns = new Columns();
  const read = planNode(planning, labels, it, nodes, columns);
  const matches = labels.map((label) => `MATCH (${it}:${label}) WHERE ${it}.id IN $${idsOf(label)}`);
  const found = matches.length === 1 ? `${matches[0]!} AND ${visible(it)}` : `CALL { ${matches.map((match) => `${match} RETURN ${it}`).join(" UNION ALL ")} } WITH ${it} WHERE ${visible(it)}`;
  return { text: `${found} RETURN ${it}.id AS id, ${columns.text} AS row`, read };
}

export const idsOf = (label: string): string => `ids_${label}`;

/** A page of a kind, or of an interface's kinds, in a workspace. */
export function pageStatement(planning: Planning, label: string, field: Selected, source: number): Planned {
  const { builder, catalogue } = planning;
  const it = builder.variable();
  const labels = listLabels(catalogue, label);
  const { expression, read } = connection(planning, {
    label, it, within: "workspace", match: `(${it}:${labels.join("|")})`, conditions: [`${it}.workspace = $workspace`, visible(it)], field, source,
    end: (places, columns) => planNode(planning, labels, it, places, columns),
  });
  return { text: `RETURN ${expression} AS row`, read };
}
