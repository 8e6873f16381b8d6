import { load, type LoadContext } from "../writes/load.js";
import { embedders, otherVectors } from "./documents.queries.js";
import { embedderName, passageOf, type Embedder } from "./embedder.js";

export interface ReembedReport {
  /** Chunks whose vectors were made anew. */
  readonly chunks: number;
  readonly workspaces: readonly string[];
  readonly problems: readonly { readonly chunk: string; readonly reason: string }[];
}

/** Chunks that are embedded and written at a time. */
const together = 200;

/**
 * Makes the vectors anew that another embedder made, of all wordings that the viewer sees, in one workspace or in all. Cut off, it goes on where it was when it is
 * called again; until it is through, searches that would meet vectors of both are refused.
 */
export async function reembed(context: LoadContext, workspace: string | null, embedder: Embedder, progress: (done: number, total: number) => void = () => {}): Promise<ReembedReport> {
  const { graph, viewer } = context;
  const own = embedderName(embedder);
  const others = (await embedders(graph, viewer, { workspace })).filter((each) => each.embedder !== own);
  const total = others.reduce((sum, each) => sum + each.chunks, 0);
  const problems: { chunk: string; reason: string }[] = [];
  const workspaces = [...new Set(others.map((each) => each.workspace))];
  let done = 0;
  for (const at of workspaces)
    for (let after = ""; ;) {
      const rows = await otherVectors(graph, viewer, { workspace: at, embedder: own, after, most: together });
      if (rows.length === 0) break;
      const vectors = await embedder.passages(rows.map(passageOf));
      const items = rows.map(({ version, start, end }, place) => ({ type: "Chunk", documentVersion: version, start, end, embedding: [...vectors[place]!], embedder: own }));
      const { errors } = await load({ ...context, workspace: at }, items, { action: "reembed", trusted: true });
      problems.push(...errors.map(({ index, message }) => ({ chunk: rows[index]!.key, reason: message })));
      after = rows.at(-1)!.key;
      progress(Math.min(done += rows.length, total), total);
    }
  return { chunks: done - problems.length, workspaces, problems };
}
