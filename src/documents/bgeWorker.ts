import type { ModelFiles } from "../graph/embedded/model.js";
import { loadModel, vectorOf, type Model } from "./bgeModel.js";

export interface EmbedTask {
  readonly files: ModelFiles;
  readonly text: string;
}

const loaded = new Map<string, Promise<Model>>();

/** What a thread of the pool does: the vector of a passage, by weights that it reads once. */
export default async function embed({ files, text }: EmbedTask): Promise<Float32Array> {
  const model = loaded.get(files.onnx) ?? loadModel(files, 1);
  loaded.set(files.onnx, model);
  return vectorOf(await model, text);
}
