import { grouped } from "../entity/grouped.js";
import type { classes, nearest } from "./retrieval.queries.js";

/** A class of chunks that the viewer may see. */
export type Class = Awaited<ReturnType<typeof classes>>[number];

/** Chunks that are all looked at: those of classes in one place, which are found by that. */
export interface Place {
  readonly scope: string;
  readonly sensitivity: number;
  readonly labels: string[];
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

/** An index finds what it is asked for on a walk as wide as that: of ten nearest it misses some, of a hundred hardly any of the first ten. */
const usualLeast = 100;
/** It is asked for so many times as much when less than enough of what it told of could be used, up to `widest`. */
const widening = 4;
const widest = 2_000;
/** Who sees a part of a collection asks its index for so many times what that part needs on the average: of a topic it can have less. */
const beyondShare = 1.5;

/**
 * Looks that may be enough, in their order: into the indexes of the classes that the viewer sees, and one by one into those that have none; before that
 * once into the index of the collection that the current ones are part of, where it has to tell of fewer chunks than those come to. What filters
 * leave of a collection nobody knows, so that classes are asked at once. No index is asked for less than `least`.
 */
export function looks(known: readonly Class[], { embedder, candidates, ...filters }: Asked, least = usualLeast): readonly Look[] {
  const wanted = Math.max(candidates, least);
  const own = known.filter((each) => each.embedder === embedder);
  const others = known.filter((each) => each.embedder !== embedder);
  const into = (classes: readonly Class[], most: number): Look =>
    ({ indexes: classes.flatMap(({ index }) => index ?? []), places: placesOf([...classes.filter(({ index }) => index === null), ...others]), most });
  const intoClasses: Look[] = [];
  for (let most = wanted; most <= widest; most *= widening) intoClasses.push(into(own, most));
  const current = own.filter(({ isPast }) => !isPast);
  const { collectionIndex, collectionSize } = current[0] ?? { collectionIndex: null, collectionSize: 0 };
  const seen = current.reduce((sum, { size }) => sum + size, 0);
  const most = seen < collectionSize ? Math.ceil((beyondShare * wanted * collectionSize) / seen) : wanted;
  const spared = current.reduce((sum, { index, size }) => sum + (index === null ? size : wanted), 0);
  const isFiltered = [filters.corpora, filters.languages, filters.domains].some((filter) => filter.length > 0);
  if (collectionIndex === null || isFiltered || most > widest || most >= spared) return intoClasses;
  const { indexes, places } = into(own.filter(({ isPast }) => isPast), most);
  return [{ indexes: [collectionIndex, ...indexes], places, most }, ...intoClasses];
}

/** What decides where is looked. */
type Asked = Pick<Parameters<typeof nearest>[2], "embedder" | "candidates" | "corpora" | "languages" | "domains">;

/** Each place once: current and past classes, and those of several embedders, can be in the same. */
export const placesOf = (known: readonly Class[]): readonly Place[] =>
  [...grouped(known, ({ scope, sensitivity }) => `${sensitivity} ${scope}`).values()].map((own) => ({ scope: own[0]!.scope, sensitivity: own[0]!.sensitivity, labels: own.map(({ label }) => label) }));
