import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { luceneWords } from "../graph/luceneWords.js";
import type { Viewer } from "../graph/viewer.js";
import { nodesFor } from "./search.queries.js";

/** The kinds with a full-text index; a test compares them with the declarations. */
export const searchable: readonly string[] = [
  "Benchmark", "Chunk", "Corpus", "Dataset", "Document", "Domain", "Environment", "Experiment", "FailureMode", "Feedback", "Kpi", "Lesson", "Metric", "Model", "Policy",
  "PolicyVersion", "Principal", "Prompt", "PromptVersion", "RetrievalConfig", "Review", "Signal", "System", "Task", "Term", "Workspace",
];

/** A node by its id, with its BM25 score: comparable within a kind, roughly between kinds. */
export interface Hit {
  readonly node: string;
  readonly score: number;
}

/** Characters of a text that are searched for: an index of two fields makes two clauses of each word. */
const longest = 500;

/** What matches any word of a text, best first. `types` null for all kinds; throws BAD_INPUT for one that has no full-text index. */
export async function search(graph: Graph, viewer: Viewer, { text, types, first, workspace }: {
  readonly text: string; readonly types: readonly string[] | null; readonly first: number; readonly workspace: string;
}): Promise<readonly Hit[]> {
  const unknown = types?.find((type) => !searchable.includes(type));
  if (unknown !== undefined) throw new Problem("BAD_INPUT", `The type is "${unknown}"; those with a full-text index are ${searchable.join(", ")}.`);
  const words = luceneWords(text, longest);
  return words === "" ? [] : nodesFor(graph, viewer, { indexes: [...new Set(types ?? searchable)].map(indexOf), words, workspace, first });
}

/** `PolicyVersion` has `policy_version_search`. */
const indexOf = (type: string): string => `${type.replace(/(?<!^)[A-Z]/g, "_$&").toLowerCase()}_search`;
