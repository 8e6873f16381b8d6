import DataLoader from "dataloader";
import { getNamedType, type FieldNode, type GraphQLResolveInfo } from "graphql";
import { abstract } from "../entity/abstract.js";
import type { Catalogue } from "../entity/catalogue.js";
import type { Graph } from "../graph/database.js";
import { viewerParameters, type Viewer } from "../graph/viewer.js";
import { Builder } from "./builder.js";
import type { KeyAt, Reads } from "./context.js";
import type { PageArguments } from "./page.js";
import type { Planning } from "./connection.js";
import { locate } from "./locate.js";
import { labelOf, type PlannedRow } from "./row.js";
import { byIdsStatement, byKeyStatement, pageStatement, type Planned } from "./statements.js";

/** The planned reads of one request. */
export function reads(catalogue: Catalogue, { graph, viewer, workspace }: { readonly graph: Graph; readonly viewer: Viewer; readonly workspace: string }): Reads {
  const loaders = new Map<string, DataLoader<string, PlannedRow | null>>();
  return {
    byKey, byIds: (ids, info) => byIds(ids, info), page, node: (id, info, asOf = null) => loaderOf(info, asOf).load(id),
    locate: (keys, within, asOf = null) => locate(catalogue.entities, graph, viewer, { workspace: within ?? workspace, asOf }, keys),
  };

  async function byKey(label: string, at: KeyAt, info: GraphQLResolveInfo) {
    const planning = planningOf(info);
    const [row] = await run(planning, info, byKeyStatement(planning, label, at.workspace ?? workspace, at.key, info.fieldNodes), at.asOf ?? null);
    return row ?? null;
  }

  async function byIds(ids: readonly string[], info: GraphQLResolveInfo, asOf: string | null = null): Promise<readonly (PlannedRow | null)[]> {
    const known = ids.filter((id) => catalogue.entities.has(labelOf(id)));
    if (known.length === 0) return ids.map(() => null);
    const planning = planningOf(info);
    const rows = await run(planning, info, byIdsStatement(planning, [...new Set(known)], info.fieldNodes), asOf);
    const found = new Map(rows.map((row) => [row.self!.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  }

  async function page(label: string, args: PageArguments, info: GraphQLResolveInfo) {
    const planning = planningOf(info);
    const [row] = await run(planning, info, pageStatement(planning, label, args.workspace ?? workspace, args, getNamedType(info.returnType).name, info.fieldNodes));
    return row!;
  }

  async function run<T>({ builder }: Planning, info: GraphQLResolveInfo, { text, read }: Planned<T>, asOf: string | null = null): Promise<readonly T[]> {
    const name = info.operation.name?.value ?? info.fieldName;
    const rows = await graph.read({ name, text, parameters: { ...viewerParameters(viewer, asOf ?? undefined), ...builder.parameters } });
    return rows.map((row) => read(row.get("row") as readonly unknown[]));
  }

  function planningOf({ schema, fragments, variableValues, path }: GraphQLResolveInfo): Planning {
    return { catalogue, request: { schema, fragments, variableValues }, builder: new Builder(), depth: depthOf(path) };
  }

  /** Fields of nodes that the response goes through to get to this one, edges and answers of algorithms alike. */
  function depthOf({ prev, typename }: GraphQLResolveInfo["path"]): number {
    return (prev ? depthOf(prev) : 0) + (typename !== undefined && (catalogue.entities.has(typename) || typename in abstract) ? 1 : 0);
  }

  /** One loader for each set of places in the document, which have one selection, and moment. */
  function loaderOf(info: GraphQLResolveInfo, asOf: string | null): DataLoader<string, PlannedRow | null> {
    const place = `${asOf} ${placeOf(info.fieldNodes)}`;
    const known = loaders.get(place);
    if (known) return known;
    const loader = new DataLoader<string, PlannedRow | null>((ids) => byIds(ids, info, asOf));
    loaders.set(place, loader);
    return loader;
  }
}

const placeOf = (nodes: readonly FieldNode[]): string => nodes.map(({ loc, name }) => `${name.value}${loc?.start}`).join();
