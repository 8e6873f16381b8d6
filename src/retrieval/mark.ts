import { createHmac } from "node:crypto";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { secret } from "./retrieval.queries.js";

/** 64 bits: not to be guessed, and short. */
const markLength = 16;

/** What text from elsewhere stands between, so that it can't pass for more: its author can't have known it. The first 16 hex digits of HMAC-SHA256(secret, digest). */
export const markOf = (key: string, digest: string): string => `data-${createHmac("sha256", key).update(digest).digest("hex").slice(0, markLength)}`;

/** The deployment's secret for marks. */
export async function markSecret(graph: Graph, viewer: Viewer): Promise<string> {
  const [found] = await secret(graph, viewer, { name: "context-mark" });
  if (!found) throw new Problem("UNAVAILABLE", "The database has no secret for the marks around retrieved text. Make it with: npx evalgraph migrate");
  return found.value;
}
