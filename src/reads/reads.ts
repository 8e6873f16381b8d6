import DataLoader from "dataloader";
import type { GraphQLResolveInfo } from "graphql";
import { abstract } from "../entity/abstract.js";
import type { Catalogue } from "../entity/catalogue.js";
import type { Graph, Row } from "../graph/database.js";
import { viewerParameters, type Viewer } from "../graph/viewer.js";
import type { Given } from "./builder.js";
import type { Reads } from "./context.js";
import type { Planning } from "./connection.js";
import { idsIn, shownNodes } from "./linked.js";
import { locate } from "./locate.js";
import { forExecution } from "./output.js";
import { Kept, plan, type Plan } from "./plans.js";
import { labelsOf, momentOf, nodesById, plannedRoot, rootParameters, rootStatement, rootValue, type PlannedRoot } from "./roots.js";
import type { PlannedRow } from "./row.js";
import { chosen, placeOf } from "./selection.js";
import { shapeOf } from "./shape.js";
import { byIdsStatement, type Planned } from "./statements.js";
import { straight } from "./straight.js";

const kept = new Kept<Plan>();

/** The planned reads of one request. */
export function reads(catalogue: Catalogue, { graph, viewer, workspace }: { readonly graph: Graph; readonly viewer: Viewer; readonly workspace: string }): Reads {
  const loaders = new Map<string, DataLoader<string, PlannedRow | null>>();
  /** Rows of root fields that were read before graphql-js came to execute them, by response key. */
  const ahead = new Map<string, Promise<readonly Row[]>>();
  /** What resolvers of root fields gave before that, by response key. */
  const answers = new Map<string, Promise<unknown>>();
  return {
    root, node,
    locate: (keys, within, asOf = null) => locate(catalogue.entities, graph, viewer, { workspace: within ?? workspace, asOf }, keys),
    linked: async (object, link, info) => {
      const found = new Map(await Promise.all(idsIn(link, object).map(async (id) => [id, await node(id, info, link.asOf(object))] as const)));
      return shownNodes(link, object, (id) => found.get(id)!);
    },
    straight: (asked) => straight(catalogue, asked, {
      rows: ({ key, root: by, plan: { text }, given, parameters }) => {
        const rows = rootRows(asked.operation.name?.value ?? key, text, by, given, parameters);
        ahead.set(key, rows);
        return rows;
      },
      answer: (key, resolve) => {
        const answer = new Promise((done) => done(resolve()));
        answers.set(key, answer);
        return answer;
      },
      nodes: run,
    }),
    answered: (key) => answers.get(key),
  };

  async function root(info: GraphQLResolveInfo): Promise<unknown> {
    const field = chosen(info.parentType.getFields()[info.fieldName]!, info.fieldNodes, info.variableValues);
    const by = plannedRoot(field.field)!;
    const { text, read, builder } = planOf(info, "", (planning) => rootStatement(planning, by, field));
    const given = builder.given(info.variableValues);
    const rows = await (ahead.get(field.key) ?? rootRows(nameOf(info), text, by, given, builder.filled(given)));
    return rootValue(by, read, rows, given);
  }

  function rootRows(name: string, text: string, by: PlannedRoot, given: Given, parameters: Readonly<Record<string, unknown>>): Promise<readonly Row[]> {
    return run(name, text, { ...rootParameters(catalogue, by, given, workspace), ...parameters }, momentOf(given));
  }

  function node(id: string, info: GraphQLResolveInfo, asOf: string | null = null): Promise<PlannedRow | null> {
    return loaderOf(info, asOf).load(id);
  }

  async function byIds(ids: readonly string[], info: GraphQLResolveInfo, asOf: string | null): Promise<readonly (PlannedRow | null)[]> {
    const labels = labelsOf(catalogue, ids);
    if (labels.length === 0) return ids.map(() => null);
    const made = planOf(info, labels.join(), (planning) => byIdsStatement(planning, labels, info.fieldNodes));
    const found = await nodesById(catalogue, ids, made, info.variableValues, (text, parameters) => run(nameOf(info), text, parameters, asOf));
    return ids.map((id) => (found.get(id) ?? null) as PlannedRow | null);
  }

  async function run(name: string, text: string, parameters: Readonly<Record<string, unknown>>, asOf: string | null): Promise<readonly Row[]> {
    return text === "" ? [] : graph.read({ name, text, parameters: { ...viewerParameters(viewer, asOf ?? undefined), ...parameters } });
  }

  /** The plan of a field, kept by its places in the document and all else that its text depends on. */
  function planOf({ schema, fragments, variableValues, path, fieldNodes, operation }: GraphQLResolveInfo, on: string, make: (planning: Planning) => Planned): Plan {
    const depth = depthOf(path);
    return kept.get(operation, `${depth} ${placeOf(fieldNodes)} ${on} ${shapeOf(schema, operation, variableValues)}`, () =>
      plan({ catalogue, request: { schema, fragments, variableValues }, output: forExecution, depth }, make));
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

const nameOf = ({ operation, fieldName }: GraphQLResolveInfo): string => operation.name?.value ?? fieldName;
