import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { looks, placesOf, type Class, type Look } from "./looks.js";
import type { Candidate as Found } from "./pack.js";
import { breadth, nearest, worded } from "./retrieval.queries.js";

/** What candidates are asked for: all parameters of the queries but those that say where to look. */
export type Asked = Omit<Parameters<typeof worded>[2], "measured">;

export interface Candidate extends Found {
  /** What made its vector; empty where that wasn't recorded, null where it has none. */
  readonly embedder: string | null;
  /** Whether it is among the nearest. */
  readonly isNear: boolean;
}

interface At {
  readonly graph: Graph;
  readonly viewer: Viewer;
}

/** Filters that lead to fewer documents are followed from their end: what they let through could be the last that an index has. */
const fewDocuments = 300;
/** Neo4j keeps vectors as 32-bit floats in an index. */
const tolerance = 1e-5;

/**
 * The best chunks that may be used in each channel, in the order of their keys. The dense one asks the vector indexes of the classes
 * that the viewer sees (`known`), and looks at all chunks of those that have none; or first the index of the collection that the current ones are part of, where
 * that has to tell of fewer chunks (`looks.ts`). An index proposes, and the statement checks every chunk. Where it can't be sure to have the nearest because too many
 * proposals weren't usable, it asks for more, and looks at every chunk in the end. Where `known` is null it looks at every chunk of the workspace at once. No
 * index is asked for less than `least`, usually a hundred.
 */
export async function bestChunks(at: At, asked: Asked, known: readonly Class[] | null, least?: number): Promise<readonly Candidate[]> {
  const [byWords, byVector] = await Promise.all([wordedChunks(at, asked), nearestChunks(at, asked, known, least)]);
  return withNearest(byWords, byVector).sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** The best chunks that may be used by their words alone, with their cosines; none where there is no word. Those found before aren't measured again. */
export async function wordedChunks({ graph, viewer }: At, asked: Asked, before: readonly Candidate[] = []): Promise<readonly Candidate[]> {
  if (asked.words === "") return [];
  const cosines = new Map(before.map(({ id, dense }) => [id, dense]));
  const found = await worded(graph, viewer, { ...asked, measured: [...cosines.keys()] });
  return found.map((each) => ({ ...each, dense: cosines.get(each.id) ?? each.dense, isNear: false }));
}

/** Both channels as one: the nearest don't depend on words, so that other words need no second search for them. */
export function withNearest(byWords: readonly Candidate[], byVector: readonly Candidate[]): Candidate[] {
  const near = new Set(byVector.map(({ id }) => id));
  const known = new Set(byWords.map(({ id }) => id));
  return [...byWords.map((each) => ({ ...each, isNear: near.has(each.id) })), ...byVector.filter(({ id }) => !known.has(id)).map((each) => ({ ...each, fullText: null }))];
}

async function nearestChunks({ graph, viewer }: At, { words: _, ...asked }: Asked, known: readonly Class[] | null, least?: number): Promise<readonly Candidate[]> {
  if (known === null) return among("workspace");
  if (asked.documents.length > 0) return among("documents");
  const filter = await narrowest();
  if (filter) return among(filter);
  const gone = new Set<string>();
  for (const each of looks(known, asked, least)) {
    if (each.indexes.some((index) => gone.has(index))) continue;
    const found = await look(each).catch(unlessIndexIsGone);
    if (found === null) each.indexes.forEach((index) => gone.add(index));
    else if (isComplete(found, asked.candidates, each.indexes.length)) return found.map(asNear);
  }
  return (await look(oneByOne(placesOf(known)))).map(asNear);

  function look({ indexes, places, most }: Look, what: Among = ""): Promise<readonly Near[]> {
    return nearest(graph, viewer, { ...asked, indexes: [...indexes], places: [...places], among: what, chunks: [], nearest: most });
  }

  async function among(what: Among): Promise<readonly Candidate[]> {
    return (await look(oneByOne([]), what)).map(asNear);
  }

  function oneByOne(places: Look["places"]): Look {
    return { indexes: [], places, most: asked.candidates };
  }

  async function narrowest(): Promise<"corpora" | "domains" | undefined> {
    const { workspace, corpora, domains } = asked;
    const by = corpora.length > 0 ? "corpora" : domains.length > 0 ? "domains" : undefined;
    if (!by) return undefined;
    const [row] = await breadth(graph, viewer, { workspace, corpora, domains, most: fewDocuments });
    return row!.documents < fewDocuments ? by : undefined;
  }
}

/** Of some chunks, by id, the nearest that may be used, held to the same conditions. */
export async function chunksById({ graph, viewer }: At, { words: _, ...asked }: Asked, chunks: readonly string[]): Promise<readonly Candidate[]> {
  return (await nearest(graph, viewer, { ...asked, indexes: [], places: [], among: "chunks", chunks: [...chunks], nearest: asked.candidates })).map(asNear);
}

type Among = Parameters<typeof nearest>[2]["among"];
type Near = Awaited<ReturnType<typeof nearest>>[number];
const asNear = ({ bound: _, ...found }: Near): Candidate => ({ ...found, fullText: null, isNear: true });

/** Whether the nearest are there: none that an index hasn't told of could be nearer than the last of enough. Where nothing is left, nobody knows. */
function isComplete(found: readonly Near[], wanted: number, indexes: number): boolean {
  if (found.length === 0) return indexes === 0;
  const { bound } = found[0]!;
  if (bound === null) return true;
  return found.length >= wanted && Math.min(...found.map(({ dense }) => (1 + (dense ?? 1)) / 2)) >= bound - tolerance;
}

/** An index was dropped or is being filled again; searches are told later. */
function unlessIndexIsGone(error: unknown): null {
  const cause = error instanceof Problem ? (error.cause as { readonly code?: string } | undefined) : undefined;
  if (cause?.code === "Neo.ClientError.Procedure.ProcedureCallFailed") return null;
  throw error;
}
