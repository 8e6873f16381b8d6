import { embedderName, tokenCount, type Embedder } from "../documents/offers.js";
import { sha256 } from "../entity/digest.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { luceneWords } from "../graph/luceneWords.js";
import type { Viewer } from "../graph/viewer.js";
import type { Action } from "../policies/offers.js";
import { checkEmbedder } from "./checkEmbedder.js";
import { convex } from "./fusion.js";
import { pack, type LeftOut, type Ranked } from "./pack.js";
import { passages } from "./passages.js";
import { heading, rendered } from "./render.js";
import { candidates, secret, ways } from "./retrieval.queries.js";
import { taskByKey } from "../tasks/offers.js";
import { allowed, type Allowed } from "./scope.js";
import { defaultSettings, type RetrievalSettings } from "./settings.js";

export interface ContextRequest {
  readonly workspace: string;
  /** Key of the task. */
  readonly task: string;
  readonly query: string;
  readonly maxTokens: number;
  readonly purpose: string | null;
  /** Language that it is asked in, for policies that speak of one. */
  readonly language: string | null;
  /** ISO 8601; now unless given. */
  readonly asOf: string | null;
  readonly filters: Filters;
  /** All that is to be done with what is found. */
  readonly actions: readonly Action[];
}

/** Keys and tags, one of which must fit; an empty list lets everything through. */
export interface Filters {
  readonly corpora: readonly string[];
  readonly languages: readonly string[];
  readonly domains: readonly string[];
  readonly documents: readonly string[];
}

export interface Hit extends Ranked {
  /** SHA-256 of its text, lower-case hex. */
  readonly digest: string;
  /** Number of the passage that it stands in, from 1. */
  readonly passage: number;
  readonly path: readonly Step[];
  /** Ids of the policy versions whose duties come with it. */
  readonly duties: readonly string[];
}

/** A relationship, and the id of the node that it leads to. */
export interface Step {
  readonly relationship: string;
  readonly id: string;
}

export type Unanswerable = "PROHIBITED" | "NOTHING_FOUND" | "NOTHING_RELEVANT" | "NO_ROOM";

export interface Pack {
  readonly taskId: string;
  readonly text: string;
  readonly tokens: number;
  /** What policies left of the budget that was asked for. */
  readonly maxTokens: number;
  readonly digest: string;
  readonly mark: string;
  readonly hits: readonly Hit[];
  readonly leftOut: readonly LeftOut[];
  /** Null where there is something. */
  readonly reason: Unanswerable | null;
  /** Ids of the policy versions that prohibit it, where they do. */
  readonly prohibitedBy: readonly string[];
}

/** Longer texts are documents, not queries. */
const longestQuery = 10_000;
/** Both marks and their line ends take less, whatever their hex digits come to. */
const marksTokens = 48;

/** What a task may be given on a query, within a budget: scope first, then the best by both channels (graph.md, section 8). */
export async function retrieve(
  { graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, request: ContextRequest, embedder: Embedder, settings: RetrievalSettings = defaultSettings,
): Promise<Pack> {
  check(request);
  const { workspace, query, filters } = request;
  const asOf = request.asOf ?? new Date().toISOString();
  const [task] = await taskByKey(graph, viewer, { workspace, key: request.task }, asOf);
  if (!task) throw new Problem("NOT_FOUND", `There is no task ${JSON.stringify(request.task)} in the workspace ${workspace}. List them with { tasks(workspace: ${JSON.stringify(workspace)}) { nodes { key } } }.`);
  const [vector, may, key] = await Promise.all([
    embedder.query(query), allowed(graph, viewer, { ...request, task: task.id }), markSecret(graph, viewer),
  ]);
  const maxTokens = Math.max(0, Math.min(request.maxTokens, may.mostTokens));
  const found = may.prohibitedBy ? [] : await candidates(graph, viewer, {
    workspace, words: luceneWords(query), vector: [...vector], embedder: embedderName(embedder), denied: [...may.denied],
    corpora: [...filters.corpora], languages: [...filters.languages], domains: [...filters.domains], documents: [...filters.documents],
    candidates: settings.candidates, asOf,
  });
  checkEmbedder(found, embedder);
  const packed = packText(convex(found, settings.alpha), settings, maxTokens, may, key);
  const related = packed.taken.length > 0 ? await ways(graph, viewer, { task: task.id, documents: [...new Set(packed.taken.map(({ documentId }) => documentId))], asOf }) : [];
  const numbers = new Map(packed.passages.flatMap(({ chunks }, at) => chunks.map(({ id }) => [id, at + 1] as const)));
  return {
    taskId: task.id, ...packed.rendered, tokens: packed.tokens, maxTokens, leftOut: packed.leftOut, prohibitedBy: may.prohibitedBy ?? [],
    hits: packed.taken.map((each) => ({
      ...each,
      digest: sha256(each.text),
      passage: numbers.get(each.id)!,
      path: pathOf(each, related.find(({ document }) => document === each.documentId)),
      duties: may.duties(each.versionId),
    })),
    reason: packed.taken.length > 0 ? null : may.prohibitedBy ? "PROHIBITED" : found.length === 0 ? "NOTHING_FOUND"
      : packed.leftOut.some(({ reason }) => reason === "BUDGET") ? "NO_ROOM" : "NOTHING_RELEVANT",
  };
}

function check({ query, maxTokens }: ContextRequest): void {
  if (query.trim() === "") throw new Problem("BAD_INPUT", "The query is empty; give the question or the words to search for.");
  if (query.length > longestQuery) throw new Problem("BAD_INPUT", `The query has ${query.length} characters; give at most ${longestQuery}.`);
  if (maxTokens < 1) throw new Problem("BAD_INPUT", `maxTokens is ${maxTokens}; give at least 1.`);
}

async function markSecret(graph: Graph, viewer: Viewer): Promise<string> {
  const [found] = await secret(graph, viewer, { name: "context-mark" });
  if (!found) throw new Problem("UNAVAILABLE", "The database has no secret for the marks around retrieved text. Make it with: npx evalgraph migrate");
  return found.value;
}

/** Packs by what chunks cost alone, then counts the text as it stands; what is too much after all is left out from the end. */
function packText(ranked: readonly Ranked[], settings: RetrievalSettings, maxTokens: number, may: Allowed, key: string) {
  const { taken, leftOut } = pack(ranked, settings, {
    maxTokens: maxTokens - marksTokens,
    cost: (candidate) => tokenCount(`${heading(candidate, settings.hits)}\n${candidate.text}\n\n`),
    bound: ({ versionId }) => may.mostTokensWith(versionId) - marksTokens,
  });
  for (let kept = taken; ; kept = kept.slice(0, -1)) {
    const most = Math.min(maxTokens, ...kept.map(({ versionId }) => may.mostTokensWith(versionId)));
    const found = passages(kept);
    const text = rendered(found, key);
    const tokens = tokenCount(text.text);
    if (tokens > most) continue;
    const dropped = taken.slice(kept.length).map((candidate): LeftOut => ({ candidate, reason: "BUDGET", sameAs: null }));
    return { taken: kept, passages: found, rendered: text, tokens, leftOut: [...leftOut, ...dropped] };
  }
}

/** From a chunk to its document, and on to the task where the document is about it or what is above it. */
const pathOf = ({ versionId, documentId }: Ranked, way: { readonly ids: readonly string[]; readonly types: readonly string[]; readonly about: string } | undefined): readonly Step[] => [
  { relationship: "PART_OF", id: versionId },
  { relationship: "VERSION_OF", id: documentId },
  ...(way ? [{ relationship: way.about, id: way.ids.at(-1)! }, ...way.types.map((relationship, at) => ({ relationship, id: way.ids[at]! })).reverse()] : []),
];
