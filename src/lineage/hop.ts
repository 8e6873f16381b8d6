import type { Found } from "../graph/breadthFirst.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { labelOf } from "../reads/row.js";
import { inOrder } from "./hopOrder.js";
import { downstreamOf, upstreamOf } from "./lineage.queries.js";

export type Way = "UPSTREAM" | "DOWNSTREAM";

/** An edge that was followed, by the ids of its ends. */
export interface LineageHop {
  readonly near: string;
  readonly far: string;
  readonly type: string;
  /** Whether it follows from an alias or from dates and isn't stored as such. */
  readonly computed: boolean;
}

/** Nodes by their ids, with Neo4j's names for them: grows as hops find them. */
export type Elements = Map<string, string>;

/** All hops of the nodes that they are known of, by id: what isn't there has to be asked for. */
export type Known = ReadonlyMap<string, readonly LineageHop[]>;

/** The relationship types that lineage walks; the place of each is its code, and those of the two computed steps follow at the end of 64. */
export const stored = [
  "AGAINST", "BASED_ON", "BUILT_FROM", "BY", "CITES", "CONTAINS", "DERIVED_FROM", "EMBEDS", "FROM_BUILD", "GENERATED_BY", "HAS_STEP", "JUDGED_BY", "OF",
  "PART_OF", "RESOLVED", "SERVES", "SHOWS", "TAKEN_FROM", "TESTED_WITH", "USED", "USES", "WITH",
] as const;
/** Codes of relationship types, as the statements tell of them. */
export const codes = Object.fromEntries(stored.map((type, code) => [type, code]));
const codeCount = 64;
const byCode = new Map<number, Pick<LineageHop, "type" | "computed">>([
  ...stored.map((type, code) => [code, { type, computed: false }] as const), [62, { type: "USES", computed: true }], [63, { type: "IN_CORPUS", computed: true }],
]);

/** The kinds from which a computed step leads on: by an alias, and by dates. */
export const computing: Readonly<Record<Way, { readonly floating: ReadonlySet<string>; readonly dated: string }>> = {
  UPSTREAM: { floating: new Set(["SystemVersion"]), dated: "CorpusVersion" },
  DOWNSTREAM: { floating: new Set(["ModelVersion", "PromptVersion", "RetrievalConfigVersion", "CorpusVersion", "DatasetVersion", "SystemVersion"]), dated: "DocumentVersion" },
};

/**
 * Makes hops in one direction, from nodes whose names are known, that tell of at least the first so many different nodes, by their ids,
 * if not of all. What isn't known yet is asked for: the nodes of a wide hop in some statements beside each other, and where they come to more
 * than was asked for, in one that sorts them.
 */
export function hops(graph: Graph, viewer: Viewer, { way, asOf }: { readonly way: Way; readonly asOf: string }, elements: Elements, known: Known = new Map()) {
  const run = way === "UPSTREAM" ? upstreamOf : downstreamOf;
  return async (given: readonly string[], most: number): Promise<Found<LineageHop>> => {
    const asked = given.filter((node) => !known.has(node));
    const parts = await Promise.all(asides(asked).map((nodes) => told(nodes, most, false)));
    const isWhole = parts.every(({ size }) => size < most);
    const found = isWhole ? parts : [await told(asked, most, true)];
    return { hops: inOrder([...given.map((node) => known.get(node) ?? []), ...found.map(({ hops }) => hops)]), isWhole };
  };

  /** The hops of one statement, and how many different nodes they lead to. */
  async function told(given: readonly string[], most: number, ordered: boolean): Promise<{ readonly hops: readonly LineageHop[]; readonly size: number }> {
    const { nodes, floating, dated } = sorted(given, way);
    const prefix = prefixOf(elements.get(nodes[0]!)!);
    const names = nodes.map((id) => elements.get(id)!.slice(prefix.length));
    const [found] = await run(graph, viewer, { prefix, nodes: names, floating, dated, codes, most, ordered, asOf });
    const { fars, ids, steps } = found!;
    ids.forEach((id, at) => elements.set(id, prefix + fars[at]!));
    return { hops: ids.flatMap((far, at) => [...steps[at]!].sort((a, b) => a - b).map((step) => hopOf(nodes[placeOf(step)]!, far, step))), size: ids.length };
  }
}

/** Statements that a wide hop is asked in: the database works on them at once, and one's answer is unpacked while the other's is made. */
const mostAsides = 2;
/** Nodes that are worth a statement of their own. */
const leastAside = 48;

/** Nodes in parts of equal size, in order. */
function asides(nodes: readonly string[]): readonly (readonly string[])[] {
  if (nodes.length === 0) return [];
  const count = Math.max(1, Math.min(mostAsides, Math.floor(nodes.length / leastAside)));
  const size = Math.ceil(nodes.length / count);
  return Array.from({ length: count }, (_, at) => nodes.slice(at * size, (at + 1) * size));
}

/** Nodes as a hop's statement takes them: those that an alias can lead on from, those that dates can, and the others. */
function sorted(given: readonly string[], way: Way) {
  const { floating, dated } = computing[way];
  const parts: [string[], string[], string[]] = [[], [], []];
  for (const id of given) parts[floating.has(labelOf(id)) ? 0 : labelOf(id) === dated ? 1 : 2].push(id);
  return { nodes: parts.flat(), floating: parts[0].length, dated: parts[1].length };
}

/** The place, or number, of a node that a step tells of. */
export const placeOf = (step: number): number => Math.floor(step / codeCount);

export function hopOf(near: string, far: string, step: number): LineageHop {
  const { type, computed } = byCode.get(step % codeCount)!;
  return { near, far, type, computed };
}

/** All of a name but its last part: what the names of nodes of one database have in common. */
export const prefixOf = (element: string): string => element.slice(0, element.lastIndexOf(":") + 1);
