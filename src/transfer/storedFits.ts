import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { service, serviceWriter, type Viewer } from "../graph/viewer.js";
import { load, type LoadContext } from "../writes/load.js";
import { asFit, type Fit } from "./fit.js";
import { deserialise, modelVersion, serialise, type Calibration } from "./model.js";
import { fitsOf, matricesOf } from "./transfer.queries.js";

export interface Place {
  readonly workspace: string;
  readonly family: string;
}

/** A fit in the graph, without its matrices. */
export interface StoredFit {
  readonly id: string;
  readonly seen: Fit["seen"];
  /** When it was made, epoch milliseconds. */
  readonly at: number;
}

/** Those with matrices, newest first. Read with the service's own eyes: whether a viewer may be answered from one is for `isFor` to say. */
export const storedFits = async (graph: Graph, place: Place): Promise<readonly StoredFit[]> =>
  (await fitsOf(graph, service, { ...place })).filter(({ whole }) => whole).map(({ id, seen, at }) => ({ id, at, seen: JSON.parse(seen) as Fit["seen"] }));

/** Whether a viewer sees all that a fit has seen, and so may be answered from it. */
export const isFor = ({ scopes, clearance }: Viewer, { seen }: Pick<StoredFit, "seen">): boolean =>
  seen.sensitivity <= clearance && (scopes === null || seen.scopes.every((scope) => scopes.includes(scope)));

/** Null where it is no longer whole, or was made by another version of the service whose fits mean something else. */
export async function loadFit(graph: Graph, { id, seen, at }: StoredFit): Promise<Fit | null> {
  const [row] = await matricesOf(graph, service, { fit: id });
  if (!row) return null;
  try {
    return asFit(seen, deserialise(Buffer.from(row.matrices, "base64")), at);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** So many of a family keep their matrices: the newest, and one that a process may be reading. */
const mostWhole = 2;

/** Writes a fit as a node, and takes the matrices from those that it replaces. */
export async function saveFit(graph: Graph, { workspace, family }: Place, { seen, model }: Fit): Promise<void> {
  const { settings, calibration, backtest } = model;
  await write(graph, workspace, [{ type: "TransferFit", family, seen, settings: { ...settings, modelVersion }, calibration: factors(calibration), backtest: asJson(backtest), matrices: Buffer.from(serialise(model)).toString("base64") }]);
  const old = (await fitsOf(graph, service, { workspace, family })).filter(({ whole }) => whole).slice(mostWhole);
  if (old.length > 0) await write(graph, workspace, old.map((each) => ({ type: "TransferFit", seen: JSON.parse(each.seen), settings: JSON.parse(each.settings), matrices: null })));
}

async function write(graph: Graph, workspace: string, items: Parameters<typeof load>[1]): Promise<void> {
  const context: LoadContext = { graph, workspace, principal: service.principal, viewer: serviceWriter };
  const { errors } = await load(context, items, { action: "refitTransfer", trusted: true });
  if (errors[0]) throw new Error(`A fit can't be kept: ${errors[0].message}`);
}

/** As JSON has it: what is endless is null. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** By group of pairs: how many cells the fit hid from itself, of how many tasks or candidates, and within how many predicted standard deviations half and nine tenths of them were. */
const factors = ({ conformity }: Calibration): Readonly<Record<string, { readonly n: number; readonly clusters: number; readonly half: number | null; readonly ninety: number | null }>> =>
  Object.fromEntries(Object.entries(conformity).map(([group, { distances, clusters }]) => {
    const within = (share: number) => distances[Math.ceil(share * distances.length)] ?? null;
    return [group, { n: distances.length, clusters, half: within(0.5), ninety: within(0.9) }];
  }));
