import { join } from "node:path";
import { readConfig } from "../config.js";
import { MODEL } from "../graph/embedded/model.js";
import { bgeSmall } from "./bgeSmall.js";
import type { Embedder } from "./embedder.js";

/** The offline embedder of this process, loaded once, with the files that were fetched into EVALGRAPH_HOME. */
export const localEmbedder = (): Embedder => (made ??= fromHome());
let made: Embedder | undefined;

function fromHome(): Embedder {
  const folder = join(readConfig().home, "models", MODEL.id);
  return bgeSmall({ onnx: join(folder, MODEL.onnx.file), tokenizer: join(folder, MODEL.tokenizer.file) });
}
