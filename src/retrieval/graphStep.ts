import type { Embedder } from "../documents/offers.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { chunksById, type Asked } from "./candidates.js";
import { checkEmbedder } from "./checkEmbedder.js";
import { convex } from "./fusion.js";
import { lending, type Lent, type Seed } from "./lending.js";
import type { Edges, Step } from "./links.js";
import type { Candidate, Ranked } from "./pack.js";
import { neighbourhood } from "./retrieval.queries.js";
import type { RetrievalSettings } from "./settings.js";

/** Bounds of the neighbourhood that is read: chunks that mention one thing, chunks of a document that are compared with the query, and of those that are taken. */
const bounds = { widest: 10, longest: 200, nearest: 5 };
/** Of the chunks that only the graph leads to the nearest to the query, as many as a channel usually gives. */
const mostBrought = 100;

/**
 * Ranks anew by what the best chunks lend to others along the graph's edges (personalised PageRank, as in HippoRAG 2; Gutierrez et al. 2025,
 * arXiv 2502.14802), and adds what only the graph leads to. Every chunk that it adds was held to the conditions of a search before it could
 * lend or be lent anything.
 */
export async function graphStep(
  at: { readonly graph: Graph; readonly viewer: Viewer }, { asked, task, embedder }: { readonly asked: Asked; readonly task: string; readonly embedder: Embedder },
  hybrid: readonly Ranked[], { alpha, floor, graphWeight, graphSeeds }: RetrievalSettings,
): Promise<readonly Ranked[]> {
  const seeds = graphWeight === 0 ? [] : seedsOf(hybrid, graphSeeds, floor);
  if (seeds.length === 0) return hybrid;
  const edges = await neighbourhood(at.graph, at.viewer, { seeds: seeds.map(({ id }) => id), task, vector: asked.vector, embedder: asked.embedder, denied: asked.denied, asOf: asked.asOf, ...bounds });
  const known = new Map(hybrid.map((each) => [each.id, each]));
  const beyond = [...new Set(edges.flatMap(chunksOf))].filter((id) => !known.has(id));
  const brought = beyond.length === 0 ? [] : await chunksById(at, { ...asked, candidates: mostBrought }, beyond);
  checkEmbedder(brought, embedder);
  const all = new Map<string, Candidate>([...known, ...brought.map((each) => [each.id, { ...each, isBrought: true }] as const)]);
  const lent = lending(edges, seeds, all);
  return convex([...all.values()].flatMap((each) => withLent(each, lent.get(each.id), all) ?? []), alpha, graphWeight);
}

/** The best that are about the query, each with what it has before the first that is no seed as its share: the last of them are there because something has to be. */
function seedsOf(hybrid: readonly Ranked[], most: number, floor: number): readonly Seed[] {
  const least = hybrid[most]?.score ?? 0;
  const best = hybrid.slice(0, most).filter(({ score, dense }) => score > least && (dense ?? -1) >= floor);
  const sum = best.reduce((total, { score }) => total + score - least, 0);
  return best.map(({ id, documentId: document, score }) => ({ id, document, share: (score - least) / sum }));
}

const chunksOf = ({ relationship, to }: Edges): readonly string[] => (["MENTIONS", "PART_OF", "NEXT"].includes(relationship) ? to : []);

/** A chunk with what the graph says of it; null for one that is only there because of the graph, and to which that lends nothing. */
function withLent(chunk: Candidate, lent: Lent | undefined, all: ReadonlyMap<string, Candidate>): Candidate | null {
  if (lent) return { ...chunk, graph: lent.graph, via: pastVersions(chunk, lent.via, all) };
  return chunk.isBrought ? null : chunk;
}

/** A way with the versions that stand between chunks and documents. */
const pastVersions = (start: Candidate, via: readonly Step[], all: ReadonlyMap<string, Candidate>): readonly Step[] => via.flatMap((step, at) => {
  if (step.relationship !== "PART_OF") return [step];
  const to = all.get(step.id);
  if (to) return [{ relationship: "VERSION_OF", id: to.versionId }, step];
  const from = at === 0 ? start : all.get(via[at - 1]!.id)!;
  return [{ relationship: "PART_OF", id: from.versionId }, { relationship: "VERSION_OF", id: step.id }];
});
