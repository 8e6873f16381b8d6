import { isOutgoing, relationship, type Edge } from "../entity/edges.js";
import { leadsTo, type Entities } from "../entity/ends.js";
import type { Entity } from "../entity/entity.js";
import { digestOf } from "../entity/digest.js";
import { isOpen } from "../entity/lines.js";
import { plain } from "./storage.js";
import type { Stored, StoredEdge } from "./stored.js";

/** The far end of an edge as its digest sees it. */
export interface ContentEnd {
  readonly label: string;
  /** Of a version, with `@`. */
  readonly key: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Fields and edges by name, those that aren't content are not looked at. */
export interface Content {
  field(name: string): unknown;
  ends(name: string): readonly ContentEnd[];
}

/** Digest of what a version is. What is empty doesn't count, nor does the order of edges. */
export function contentDigest(entity: Entity, content: Content): string {
  const fields = Object.keys(entity.fields).filter((name) => entity.fields[name]!.content).map((name) => [name, content.field(name)] as const).filter(([, value]) => !isEmpty(value));
  const edges = contentEdges(entity).map(([name, edge]) => [name, content.ends(name).map((end) => said(edge, end)).sort()] as const).filter(([, ends]) => ends.length > 0);
  return digestOf({ fields: Object.fromEntries(fields), edges: Object.fromEntries(edges) });
}

export const contentEdges = ({ edges }: Entity): readonly (readonly [string, Edge])[] =>
  Object.entries(edges).filter(([, edge]) => isOutgoing(edge) && edge.options.content);

const isEmpty = (value: unknown): boolean => value === null || value === undefined || (Array.isArray(value) && value.length === 0);

const said = (edge: Edge, { label, key, properties }: ContentEnd): string =>
  JSON.stringify([isOpen(edge) ? label : "", key, ...Object.entries(properties).filter(([, value]) => !isEmpty(value)).sort(([left], [right]) => (left < right ? -1 : 1))]);

/** What a version that is there already holds. */
export const storedContent = (entities: Entities, entity: Entity, stored: Stored): Content => ({
  field: (name) => plain(entity.fields[name]!, stored.properties[name]),
  ends: (name) => edgesOf(entities, entity.edges[name]!, stored).map(({ to, properties }) => ({ label: to.label, key: to.key, properties: plainProperties(entity.edges[name]!, properties) })),
});

/** The stored edges of one field: several fields can share a relationship and differ in where it leads. */
export const edgesOf = (entities: Entities, edge: Edge, { edges }: Stored): readonly StoredEdge[] =>
  edges.filter(({ type, to }) => type === relationship(edge) && leadsTo(entities, edge, to.label));

/** An edge's declared properties, as lines have them. */
export const plainProperties = (edge: Edge, properties: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const own: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(edge.options.properties ?? {})) if (properties[name] != null) own[name] = plain(field, properties[name]);
  return own;
};
