import type { FieldNode } from "graphql";
import { normalKey } from "../entity/keys.js";
import { visible } from "../graph/viewer.js";
import { Columns } from "./builder.js";
import { connection, type Planning } from "./connection.js";
import type { PageArguments } from "./page.js";
import { listLabels, planNode } from "./plan.js";
import { labelOf, type PlannedRow } from "./row.js";

/** A statement's text and what reads each of its rows, which has one column. */
export interface Planned<T> {
  readonly text: string;
  readonly read: (row: readonly unknown[]) => T;
}

/** One node by its key; a version also by its head's key alone, which is its newest that isn't RETIRED. */
export function byKeyStatement(planning: Planning, label: string, workspace: string, key: string, nodes: readonly FieldNode[]): Planned<PlannedRow> {
  const { builder, catalogue } = planning;
  const it = builder.variable();
  const columns = new Columns();
  const read = planNode(planning, [label], it, nodes, columns);
  const { head } = catalogue.entities.get(label)!;
  const named = (node: string) => `${node}.workspace = ${builder.bind(workspace)} AND ${node}.key = ${builder.bind(normalKey(key))}`;
  const found = head && !key.includes("@")
    ? `MATCH (h:${head})<-[:VERSION_OF]-(${it}:${label}) WHERE ${named("h")} AND ${visible("h")} AND ${visible(it)} AND ${it}.state <> 'RETIRED' WITH ${it} ORDER BY ${it}.ordinal DESC`
    : `MATCH (${it}:${label}) WHERE ${named(it)} AND ${visible(it)} WITH ${it}`;
  return { text: `${found} LIMIT 1 RETURN ${columns.text} AS row`, read };
}

/** Nodes by their ids, in no order; each label is sought in its own index. */
export function byIdsStatement(planning: Planning, ids: readonly string[], nodes: readonly FieldNode[]): Planned<PlannedRow> {
  const { builder } = planning;
  const labels = [...new Set(ids.map(labelOf))].sort();
  const it = builder.variable();
  const columns = new Columns();
  const read = planNode(planning, labels, it, nodes, columns);
  const matches = labels.map((label) => `MATCH (${it}:${label}) WHERE ${it}.id IN ${builder.bind(ids.filter((id) => labelOf(id) === label))}`);
  const found = matches.length === 1 ? `${matches[0]} AND ${visible(it)}` : `CALL { ${matches.map((match) => `${match} RETURN ${it}`).join(" UNION ALL ")} } WITH ${it} WHERE ${visible(it)}`;
  return { text: `${found} RETURN ${columns.text} AS row`, read };
}

/** A page of a kind, or of an interface's kinds, in a workspace. */
export function pageStatement(planning: Planning, label: string, workspace: string, args: PageArguments, type: string, nodes: readonly FieldNode[]): Planned<PlannedRow> {
  const { builder, catalogue } = planning;
  const it = builder.variable();
  const labels = listLabels(catalogue, label);
  const { expression, read } = connection(planning, {
    label, it, match: `(${it}:${labels.join("|")})`, conditions: [`${it}.workspace = ${builder.bind(workspace)}`, visible(it)], args, type, nodes,
    end: (places, columns) => planNode(planning, labels, it, places, columns),
  });
  return { text: `RETURN ${expression} AS row`, read };
}
