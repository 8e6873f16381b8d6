import { grouped } from "../entity/grouped.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { breadth, candidates, classes } from "./retrieval.queries.js";

/** What candidates are asked for: all parameters of the query but those that say where to look. */
export type Asked = Omit<Parameters<typeof candidates>[2], keyof Way | "chunks" | "nearest" | "worded">;
export type Candidate = Awaited<ReturnType<typeof candidates>>[number];

/** Where the dense channel looks. */
interface Way {
  /** Names of the vector indexes of classes. */
  readonly indexes: string[];
  /** Classes that are searched one by one, and whose vectors of them. */
  readonly places: { scope: string; sensitivity: number; embedders: string[] }[];
  /** What else is searched one by one. */
  readonly among: "chunks" | "documents" | "corpora" | "domains" | "workspace" | "";
}

/** Filters that lead to fewer documents are followed from their end: what they let through could be the last that an index has. */
const fewDocuments = 300;
/** Asked of an index when less than enough of its first proposals could be used; then all are looked at. */
const widening = 4;
const widest = 2_000;
/** Of chunks with words of the query so many are taken, in times of those asked of an index: common words are in every tenth chunk. */
const wordedFor = 5;
const everyWord = 2 ** 31;
/** Neo4j keeps vectors as 32-bit floats in an index. */
const tolerance = 1e-5;

/**
 * The best chunks that may be used in each channel. The dense one asks the vector indexes of the classes that the viewer sees, and
 * looks at all chunks of those that have none; an index proposes, and the statement checks every chunk. Where it can't be sure to
 * have the nearest because too many proposals weren't usable, it asks for more, and looks at every chunk in the end. `exactly` looks
 * at every chunk of the workspace at once, whatever its class.
 */
export async function bestChunks({ graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, asked: Asked, exactly = false): Promise<readonly Candidate[]> {
  if (exactly) return among("workspace");
  if (asked.documents.length > 0) return among("documents");
  const [known, filter] = await Promise.all([classes(graph, viewer, { workspace: asked.workspace }), narrowest()]);
  if (filter) return among(filter);
  const indexed = known.filter(({ index, embedder }) => index !== null && embedder === asked.embedder);
  const way: Way = { indexes: indexed.flatMap(({ index }) => index ?? []), places: placesOf(known.filter((each) => !indexed.includes(each))), among: "" };
  for (let nearest = asked.candidates; nearest <= widest; nearest *= widening) {
    const found = await look(way, nearest, wordedFor * nearest).catch(unlessIndexIsGone);
    if (found === null) break;
    if (isComplete(found, asked.candidates, way.indexes.length)) return found;
  }
  return look({ indexes: [], places: placesOf(known), among: "" });

  function look(where: Way, nearest = asked.candidates, worded = everyWord): Promise<readonly Candidate[]> {
    return candidates(graph, viewer, { ...asked, ...where, chunks: [], nearest, worded });
  }

  function among(what: Way["among"]): Promise<readonly Candidate[]> {
    return look({ indexes: [], places: [], among: what });
  }

  async function narrowest(): Promise<"corpora" | "domains" | undefined> {
    const { workspace, corpora, domains } = asked;
    const by = corpora.length > 0 ? "corpora" : domains.length > 0 ? "domains" : undefined;
    if (!by) return undefined;
    const [row] = await breadth(graph, viewer, { workspace, corpora, domains, most: fewDocuments });
    return row!.documents < fewDocuments ? by : undefined;
  }
}

/**
 * The best chunks that may be used by their words alone, with their cosines. The nearest don't depend on words: who has those already asks for no more.
 * Among few of the best a narrow search could find too little; then all that have a word are looked at.
 */
export async function wordedChunks({ graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, asked: Asked): Promise<readonly Candidate[]> {
  const look = (worded: number) => candidates(graph, viewer, { ...asked, indexes: [], places: [], among: "", chunks: [], nearest: asked.candidates, worded });
  const found = asked.documents.length > 0 ? [] : await look(wordedFor * asked.candidates);
  return found.length > 0 && hasAllWorded(found, asked.candidates) ? found : look(everyWord);
}

/** Of some chunks, by id, the nearest that may be used, held to the same conditions, with their cosines alone. */
export const chunksById = ({ graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, asked: Asked, chunks: readonly string[]): Promise<readonly Candidate[]> =>
  candidates(graph, viewer, { ...asked, words: "", indexes: [], places: [], among: "chunks", chunks: [...chunks], nearest: asked.candidates, worded: 0 });

/** Each place once: a class of another embedder can be in the same. */
const placesOf = (known: readonly { readonly scope: string; readonly sensitivity: number; readonly embedder: string }[]): Way["places"] =>
  [...grouped(known, ({ scope, sensitivity }) => `${sensitivity} ${scope}`).values()].map((own) => ({ scope: own[0]!.scope, sensitivity: own[0]!.sensitivity, embedders: own.map(({ embedder }) => embedder) }));

/** Whether the best of both channels are there: none that an index hasn't told of could be better than the last of enough. Where nothing is left, nobody knows. */
function isComplete(found: readonly Candidate[], wanted: number, indexes: number): boolean {
  if (!hasAllWorded(found, wanted)) return false;
  const near = found.filter(({ isNear }) => isNear);
  if (near.length === 0) return indexes === 0 && found.length > 0;
  const { bound } = near[0]!;
  if (bound === null) return true;
  return near.length >= wanted && Math.min(...near.map(({ dense }) => (1 + (dense ?? 1)) / 2)) >= bound - tolerance;
}

/** Whether the best by words are there: enough, or all that there are. */
const hasAllWorded = (found: readonly Candidate[], wanted: number): boolean => !found[0]?.isCut || found.filter(({ fullText }) => fullText !== null).length >= wanted;

/** An index was dropped or is being filled again; searches are told later. */
function unlessIndexIsGone(error: unknown): null {
  const cause = error instanceof Problem ? (error.cause as { readonly code?: string } | undefined) : undefined;
  if (cause?.code === "Neo.ClientError.Procedure.ProcedureCallFailed") return null;
  throw error;
}
