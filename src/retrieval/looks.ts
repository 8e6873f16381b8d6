import { grouped } from "../entity/grouped.js";
import type { classes } from "./retrieval.queries.js";

/** A class of chunks that the viewer may see. */
export type Class = Awaited<ReturnType<typeof classes>>[number];

/** Chunks that are all looked at: a class, and what made the vectors of those. */
export interface Place {
  readonly scope: string;
  readonly sensitivity: number;
  readonly embedders: string[];
}

/** Where the dense channel looks. */
export interface Look {
  /** Names of vector indexes. */
  readonly indexes: readonly string[];
  /** What is searched one by one beside those. */
  readonly places: readonly Place[];
  /** Chunks that each index is asked for. */
  readonly most: number;
}

/** An index is asked for so many times as much when less than enough of what it told of could be used, up to `widest`. */
const widening = 4;
const widest = 2_000;
/** Who sees a part of a collection asks its index for so many times what that part needs on the average: of a topic it can have less. */
const beyondShare = 1.5;

/**
 * Looks that may be enough, in their order: into the indexes of the classes that the viewer sees, and one by one into those that have none; before that
 * once into the index of the collection that all of them are part of, where it has to tell of fewer chunks than those looks come to. What filters
 * leave of a collection nobody knows, so that classes are asked at once.
 */
export function looks(known: readonly Class[], { embedder, candidates, ...filters }: Asked): readonly Look[] {
  const own = known.filter((each) => each.embedder === embedder);
  const others = known.filter((each) => each.embedder !== embedder);
  const indexes = own.flatMap(({ index }) => index ?? []);
  const small = own.filter(({ index }) => index === null);
  const intoClasses: Look[] = [];
  for (let most = candidates; most <= widest; most *= widening) intoClasses.push({ indexes, places: placesOf([...small, ...others]), most });
  const { collectionIndex, collectionSize } = own[0] ?? { collectionIndex: null, collectionSize: 0 };
  const seen = sizeOf(own);
  const most = seen < collectionSize ? Math.ceil((beyondShare * candidates * collectionSize) / seen) : candidates;
  const isFiltered = [filters.corpora, filters.languages, filters.domains].some((filter) => filter.length > 0);
  if (collectionIndex === null || isFiltered || most > widest || most >= indexes.length * candidates + sizeOf(small)) return intoClasses;
  return [{ indexes: [collectionIndex], places: placesOf(others), most }, ...intoClasses];
}

/** What decides where is looked. */
interface Asked {
  readonly embedder: string;
  readonly candidates: number;
  readonly corpora: readonly string[];
  readonly languages: readonly string[];
  readonly domains: readonly string[];
}

const sizeOf = (classes: readonly Class[]): number => classes.reduce((sum, { size }) => sum + size, 0);

/** Each place once: a class of another embedder can be in the same. */
export const placesOf = (known: readonly Class[]): readonly Place[] =>
  [...grouped(known, ({ scope, sensitivity }) => `${sensitivity} ${scope}`).values()].map((own) => ({ scope: own[0]!.scope, sensitivity: own[0]!.sensitivity, embedders: own.map(({ embedder }) => embedder) }));
