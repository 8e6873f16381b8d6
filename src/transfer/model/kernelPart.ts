/** One reason why two things should behave alike: a positive semidefinite similarity, 1 of a thing with itself. */
export interface KernelPart<Features> {
  readonly name: string;
  /** Whether anything is known that it could compare. */
  readonly isKnown: (of: Features) => boolean;
  /** 0 to 1, of two for which it is known. */
  readonly between: (one: Features, other: Features) => number;
}

/** A part over the things that a table holds. Of which nothing is known is taken for the average of the others, so the whole stays positive semidefinite. */
export interface Gram<Features> {
  readonly part: KernelPart<Features>;
  readonly items: readonly Features[];
  /** n x n, row by row, 1 on the diagonal. */
  readonly values: Float64Array;
  /** Average of a known thing's similarities with all known ones; and of these averages. */
  readonly averages: Float64Array;
  readonly average: number;
}

export function gram<Features>(part: KernelPart<Features>, items: readonly Features[]): Gram<Features> {
  const n = items.length;
  const isKnown = items.map(part.isKnown);
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      if (isKnown[i] && isKnown[j]) values[i * n + j] = values[j * n + i] = part.between(items[i]!, items[j]!);
    }
    values[i * n + i] = 1;
  }
  const known = isKnown.reduce((sum, each) => sum + Number(each), 0);
  const averages = Float64Array.from(items, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j += 1) if (isKnown[j]) sum += values[i * n + j]!;
    return isKnown[i] ? sum / known : 0;
  });
  const average = known > 0 ? averages.reduce((sum, each) => sum + each, 0) / known : 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      if (!isKnown[i] || !isKnown[j]) values[i * n + j] = values[j * n + i] = isKnown[i] ? averages[i]! : isKnown[j] ? averages[j]! : average;
    }
  }
  return { part, items, values, averages, average };
}

/** Similarities of something new with each of the things of a table. */
export function against<Features>({ part, items, averages, average }: Gram<Features>, other: Features): Float64Array {
  const known = items.map(part.isKnown);
  if (!part.isKnown(other)) return Float64Array.from(items, (_, i) => (known[i] ? averages[i]! : average));
  const similarities = Float64Array.from(items, (item, i) => (known[i] ? part.between(item, other) : 0));
  const count = known.reduce((sum, each) => sum + Number(each), 0);
  const usual = count > 0 ? similarities.reduce((sum, each) => sum + each, 0) / count : 0;
  return similarities.map((similarity, i) => (known[i] ? similarity : usual));
}

/** How alike two things are, of which the table may hold none. */
export function alike<Features>({ part, average }: Gram<Features>, one: Features, other: Features): number {
  return part.isKnown(one) && part.isKnown(other) ? part.between(one, other) : average;
}

/** A part that compares what sets share with what they hold together (Jaccard 1901); each thing's set is made once. */
export function sharedPart<Features extends object>(name: string, setOf: (of: Features) => readonly string[], isKnown: (of: Features) => boolean = (of) => setOf(of).length > 0): KernelPart<Features> {
  const sets = keptBy((of: Features) => new Set(setOf(of)));
  return { name, isKnown, between: (one, other) => jaccard(sets(one), sets(other)) };
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const each of one) if (other.has(each)) shared += 1;
  return shared / (one.size + other.size - shared);
}

/** A function whose value is kept for each object as long as the object is. */
export function keptBy<Key extends object, Value>(make: (of: Key) => Value): (of: Key) => Value {
  const kept = new WeakMap<Key, Value>();
  return (of) => {
    const value = kept.get(of) ?? make(of);
    kept.set(of, value);
    return value;
  };
}
