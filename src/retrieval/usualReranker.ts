import { readConfig } from "../config.js";
import { endpointReranker } from "./endpointReranker.js";
import type { Reranker } from "./reranker.js";

/** The reranker of this process: the endpoint of the settings; null where they name none. */
export const usualReranker = (): Reranker | null => (made === undefined ? (made = fromSettings()) : made);
let made: Reranker | null | undefined;

function fromSettings(): Reranker | null {
  const { reranker } = readConfig();
  return reranker && endpointReranker(reranker);
}
