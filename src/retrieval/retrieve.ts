import { tokenCount, type Embedder } from "../documents/offers.js";
import { sha256 } from "../entity/digest.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import type { Step } from "./links.js";
import { markSecret } from "./mark.js";
import { pack, type LeftOut, type Ranked } from "./pack.js";
import { passages } from "./passages.js";
import { heading, rendered } from "./render.js";
import { ranking, type SearchRequest } from "./ranking.js";
import type { Reranker } from "./reranker.js";
import { ways } from "./retrieval.queries.js";
import type { Allowed } from "./scope.js";
import { languageWarnings, type SearchWarning } from "./searchWarning.js";
import { defaultSettings, inCorpora, type RetrievalSettings } from "./settings.js";
import { warnings, type Warning } from "./warnings.js";
import { worded } from "./worded.js";

export interface ContextRequest extends SearchRequest {
  readonly maxTokens: number;
  /** Language of the prompt that it is for, as a BCP 47 tag: that of the query where none is asked in. */
  readonly promptLanguage?: string | null;
}

export interface Hit extends Ranked {
  /** SHA-256 of the chunk's text, lower-case hex. */
  readonly digest: string;
  /** Whether personal data was replaced in its text here, as policies ask for. */
  readonly isRedacted: boolean;
  /** What was found in the chunk's text, replaced or not. */
  readonly warnings: readonly Warning[];
  /** Number of the passage that it stands in, from 1. */
  readonly passage: number;
  readonly path: readonly Step[];
  /** Ids of the policy versions whose duties come with it. */
  readonly duties: readonly string[];
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
  /** Of the search as a whole. */
  readonly warnings: readonly SearchWarning[];
  /** Null where there is something. */
  readonly reason: Unanswerable | null;
  /** Ids of the policy versions that prohibit it, where they do. */
  readonly prohibitedBy: readonly string[];
}

/** Both marks and their line ends take less, whatever their hex digits come to. */
const marksTokens = 48;

/** What a task may be given on a query, within a budget: scope first, then the best by both channels and the graph (graph.md, section 8). */
export async function retrieve(
  { graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, request: ContextRequest, embedder: Embedder, configured: RetrievalSettings = defaultSettings, reranker?: Reranker | null,
): Promise<Pack> {
  if (request.maxTokens < 1) throw new Problem("BAD_INPUT", `maxTokens is ${request.maxTokens}; give at least 1.`);
  const settings = inCorpora(configured, request.filters.corpora);
  const [{ task, asOf, languages, may, ranked, warnings: told }, key] = await Promise.all([ranking({ graph, viewer }, request, embedder, settings, reranker), markSecret(graph, viewer)]);
  const asked = request.language ?? request.promptLanguage ?? null;
  const maxTokens = Math.max(0, Math.min(request.maxTokens, may.mostTokens));
  const packed = packText(ranked, settings, maxTokens, may, key);
  const related = packed.taken.length > 0 ? await ways(graph, viewer, { task, documents: [...new Set(packed.taken.map(({ documentId }) => documentId))], asOf }) : [];
  const numbers = new Map(packed.passages.flatMap(({ chunks }, at) => chunks.map(({ id }) => [id, at + 1] as const)));
  return {
    taskId: task,
    warnings: [...told, ...languageWarnings({ query: asked === null ? languages : [asked], found: packed.taken.map(({ language }) => language), embedder })],
    ...packed.rendered, tokens: packed.tokens, maxTokens, leftOut: packed.leftOut, prohibitedBy: may.prohibitedBy ?? [],
    hits: packed.taken.map((each) => ({
      ...each,
      text: worded(may, each),
      digest: sha256(each.text),
      isRedacted: worded(may, each) !== each.text,
      warnings: warnings(each),
      passage: numbers.get(each.id)!,
      path: pathOf(each, related.find(({ document }) => document === each.documentId)),
      duties: may.duties(each.versionId),
    })),
    reason: packed.taken.length > 0 ? null : may.prohibitedBy ? "PROHIBITED" : ranked.length === 0 ? "NOTHING_FOUND"
      : packed.leftOut.some(({ reason }) => reason === "BUDGET") ? "NO_ROOM" : "NOTHING_RELEVANT",
  };
}

/** Packs by what chunks cost alone, then counts the text as it stands; what is too much after all is left out from the end. */
function packText(ranked: readonly Ranked[], settings: RetrievalSettings, maxTokens: number, may: Allowed, key: string) {
  const { taken, leftOut } = pack(ranked, settings, {
    maxTokens: maxTokens - marksTokens,
    cost: (candidate) => tokenCount(`${heading(candidate, settings.hits)}\n${worded(may, candidate)}\n\n`),
    bound: ({ versionId }) => may.mostTokensWith(versionId) - marksTokens,
  });
  for (let kept = taken; ; kept = kept.slice(0, -1)) {
    const most = Math.min(maxTokens, ...kept.map(({ versionId }) => may.mostTokensWith(versionId)));
    const found = passages(kept);
    const text = rendered(found.map((each) => ({ ...each, text: worded(may, { ...each, versionId: each.chunks[0]!.versionId }) })), key);
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
