/** Edges of one relationship from a node to others; chunks are joined with documents past their versions. */
export interface Edges {
  readonly from: string;
  /** Kind of `from`. */
  readonly kind: string;
  readonly relationship: string;
  readonly to: readonly string[];
}

/** A relationship, and the id of the node that it leads to. */
export interface Step {
  readonly relationship: string;
  readonly id: string;
}

/** A chunk, and the document that it is of. */
export interface Start {
  readonly id: string;
  readonly document: string;
}

/** What joins two nodes, and the steps either way. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
  readonly there: readonly Step[];
  readonly back: readonly Step[];
}

/** A title that a chunk names says most; a phrase that documents share, that chunks follow each other, and what a document is about say less. */
const weights = { title: 1, term: 0.1, next: 0.3, about: 0.3, tasks: 0.3 };

/**
 * Links between chunks, terms and tasks. A document is no node: whoever names it is joined with its chunks, which share the weight, as what leads to it should go on to
 * its words, not to all others that name it. Of chunks only `chunks` are linked.
 */
export function links(edges: readonly Edges[], starts: readonly Start[], chunks: { has(id: string): boolean }): readonly Link[] {
  const parts = partsOf(edges, starts, chunks);
  const throughDocument = (document: string, relationship: string, to: string, weight: number): readonly Link[] => {
    const own = (parts.get(document) ?? []).filter((id) => id !== to);
    return own.map((from) => ({
      from, to, weight: weight / own.length,
      there: [{ relationship: "PART_OF", id: document }, { relationship, id: to }], back: [{ relationship, id: document }, { relationship: "PART_OF", id: from }],
    }));
  };
  const direct = (from: string, relationship: string, to: string, weight: number): Link => ({ from, to, weight, there: [{ relationship, id: to }], back: [{ relationship, id: from }] });
  return edges.flatMap(({ from, kind, relationship, to }): readonly Link[] => {
    const usable = to.filter((id) => chunks.has(id));
    if (relationship === "MENTIONS") return kind === "Term" ? usable.map((id) => direct(from, relationship, id, weights.term)) : usable.flatMap((id) => throughDocument(from, relationship, id, weights.title));
    if (relationship === "NEXT") return usable.map((id) => direct(from, relationship, id, weights.next));
    if (relationship === "ABOUT") return to.flatMap((id) => throughDocument(from, relationship, id, weights.about));
    return relationship === "PART_OF" ? [] : to.map((id) => direct(from, relationship, id, weights.tasks));
  });
}

/** Whether it is that of a chunk and a phrase; to a title that a chunk names it is a step more, past the document. */
export const isPhrase = ({ there }: Link): boolean => there.length === 1 && there[0]!.relationship === "MENTIONS";

/** The chunks of documents: the nearest to the query, and those that walks begin at. */
function partsOf(edges: readonly Edges[], starts: readonly Start[], chunks: { has(id: string): boolean }): ReadonlyMap<string, readonly string[]> {
  const parts = new Map(edges.filter(({ relationship }) => relationship === "PART_OF").map(({ from, to }) => [from, to.filter((id) => chunks.has(id))]));
  for (const { id, document } of starts) if (!parts.get(document)?.includes(id)) parts.set(document, [...(parts.get(document) ?? []), id]);
  return parts;
}
