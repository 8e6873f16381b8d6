import type { Found } from "../graph/breadthFirst.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { labelOf } from "../reads/row.js";
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

/** The relationship types that lineage walks; the place of each is its code, and those of the two computed steps follow at the end of 64. */
export const stored = [
  "AGAINST", "BASED_ON", "BUILT_FROM", "BY", "CITES", "CONTAINS", "DERIVED_FROM", "EMBEDS", "FROM_BUILD", "GENERATED_BY", "HAS_STEP", "JUDGED_BY", "OF",
  "PART_OF", "RESOLVED", "SERVES", "SHOWS", "TAKEN_FROM", "TESTED_WITH", "USED", "USES", "WITH",
] as const;
const codes = Object.fromEntries(stored.map((type, code) => [type, code]));
const codeBits = 6;
const mostCode = 2 ** codeBits - 1;
const byCode = new Map<number, Pick<LineageHop, "type" | "computed">>([
  ...stored.map((type, code) => [code, { type, computed: false }] as const), [62, { type: "USES", computed: true }], [63, { type: "IN_CORPUS", computed: true }],
]);

/** The kinds from which a computed step leads on: by an alias, and by dates. */
const computing: Readonly<Record<Way, { readonly floating: ReadonlySet<string>; readonly dated: string }>> = {
  UPSTREAM: { floating: new Set(["SystemVersion"]), dated: "CorpusVersion" },
  DOWNSTREAM: { floating: new Set(["ModelVersion", "PromptVersion", "RetrievalConfigVersion", "CorpusVersion", "DatasetVersion", "SystemVersion"]), dated: "DocumentVersion" },
};

/**
 * Makes hops in one direction, from nodes whose names are known, that tell of at most so many different nodes, by their ids: the first
 * in that order. One statement each; where there are more, a second one that sorts them.
 */
export function hops(graph: Graph, viewer: Viewer, { way, asOf }: { readonly way: Way; readonly asOf: string }, elements: Elements) {
  const run = way === "UPSTREAM" ? upstreamOf : downstreamOf;
  return async (given: readonly string[], most: number): Promise<Found<LineageHop>> => {
    const { nodes, floating, dated } = sorted(given, way);
    const prefix = prefixOf(elements.get(nodes[0]!)!);
    const asked = { prefix, nodes: nodes.map((id) => elements.get(id)!.slice(prefix.length)), floating, dated, codes, most, asOf };
    const [any] = await run(graph, viewer, { ...asked, ordered: false });
    const isWhole = any!.ids.length < most;
    const [found] = isWhole ? [any] : await run(graph, viewer, { ...asked, ordered: true });
    const { fars, ids, steps } = found!;
    ids.forEach((id, at) => elements.set(id, prefix + fars[at]!));
    const inOrder = ids.map((far, at) => ({ far, own: steps[at]! })).sort((a, b) => (a.far < b.far ? -1 : 1));
    return { hops: inOrder.flatMap(({ far, own }) => once(own).map((step) => hopOf(nodes[step >> codeBits]!, far, step & mostCode))), isWhole };
  };
}

/** Nodes as a hop's statement takes them: those that an alias can lead on from, those that dates can, and the others. */
function sorted(given: readonly string[], way: Way) {
  const { floating, dated } = computing[way];
  const parts: [string[], string[], string[]] = [[], [], []];
  for (const id of given) parts[floating.has(labelOf(id)) ? 0 : labelOf(id) === dated ? 1 : 2].push(id);
  return { nodes: parts.flat(), floating: parts[0].length, dated: parts[1].length };
}

function hopOf(near: string, far: string, code: number): LineageHop {
  const { type, computed } = byCode.get(code)!;
  return { near, far, type, computed };
}

/** All of a name but its last part: what the names of nodes of one database have in common. */
const prefixOf = (element: string): string => element.slice(0, element.lastIndexOf(":") + 1);

/** Several edges of one type between two nodes, such as data used for training and for validation, are told as one; in a fixed order. */
const once = (steps: readonly number[]): readonly number[] => (steps.length < 2 ? steps : [...new Set(steps)].sort((a, b) => a - b));
