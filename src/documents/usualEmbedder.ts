import { readConfig } from "../config.js";
import type { Embedder } from "./embedder.js";
import { endpointEmbedder } from "./endpointEmbedder.js";
import { localEmbedder } from "./localEmbedder.js";

/** The embedder of this process: the endpoint of the settings, else the offline model. */
export const usualEmbedder = (): Embedder => (made ??= fromSettings());
let made: Embedder | undefined;

function fromSettings(): Embedder {
  const { embedder } = readConfig();
  return embedder === null ? localEmbedder() : endpointEmbedder(embedder);
}
