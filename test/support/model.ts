import { beforeAll } from "vitest";
import { readConfig } from "../../src/config.js";
import { localEmbedder } from "../../src/documents/offers.js";
import { embeddingModel } from "../../src/graph/embedded/model.js";

/** Has the embedding model fetched before a file's tests run. */
export function withModel(): typeof localEmbedder {
  beforeAll(async () => void (await embeddingModel(readConfig().home, (message) => process.stderr.write(`${message}\n`))));
  return localEmbedder;
}
