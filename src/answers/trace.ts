import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import type { Located } from "../reads/locate.js";
import { traced } from "./answers.queries.js";
import type { AnswerTrace } from "./answers.types.js";

/** Answers that a chunk is traced to. */
const most = 100;

/** Traces of an answer, or of the newest answers that a chunk went into; one statement. */
export async function trace(graph: Graph, viewer: Viewer, { type, id }: Located): Promise<readonly Pick<AnswerTrace, "answerId" | "ids">[]> {
  const rows = await traced(graph, viewer, { answer: type === "Answer" ? id : null, chunk: type === "Chunk" ? id : null, most });
  return rows.map(({ answer, pieces, ...own }) => {
    const of = (label: string) => pieces.filter((id) => id.startsWith(`${label}_`));
    return { answerId: answer, ids: { ...own, policies: of("PolicyVersion"), chunks: of("Chunk") } };
  });
}
