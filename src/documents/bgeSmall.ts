import { access, readFile } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { sha256 } from "../entity/digest.js";
import { Problem } from "../entity/problem.js";
import { MODEL, type ModelFiles } from "../graph/embedded/model.js";
import { normalised, type Embedder } from "./embedder.js";

const dimensions = 384;
/** The model has learnt positions up to here; what follows is not in the vector. */
const longest = 512;
/** What the model was trained to see before a query (Xiao et al. 2023, C-Pack). */
const queryPrefix = "Represent this sentence for searching relevant passages: ";

/**
 * BAAI's bge-small-en-v1.5, quantized to 8 bits, in this process (CLS pooling, L2 norm). Weights are read at the first use. A
 * missing file is UNAVAILABLE.
 */
export function bgeSmall(files: ModelFiles): Embedder {
  let model: Promise<Model> | undefined;
  const loaded = () => (model ??= load(files).catch((error: unknown) => {
    model = undefined;
    throw error;
  }));
  return {
    id: MODEL.id,
    dimensions,
    languages: ["en"],
    digest: sha256(MODEL.onnx.sha256 + MODEL.tokenizer.sha256),
    query: async (text) => vector(await loaded(), queryPrefix + text),
    async passages(texts) {
      const ready = await loaded();
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(await vector(ready, text));
      return vectors;
    },
  };
}

interface Model {
  readonly tokenizer: Tokenizer;
  readonly session: InferenceSession;
}

async function load({ onnx, tokenizer: words }: ModelFiles): Promise<Model> {
  for (const file of [onnx, words]) await access(file).catch((cause: unknown) => {
    throw new Problem("UNAVAILABLE", `The embedding model's file ${file} is missing. Run npm start once, which fetches it, or set EVALGRAPH_HOME to the folder that has it.`, { cause });
  });
  const tokenizer = new Tokenizer(JSON.parse(await readFile(words, "utf8")) as object, {});
  const session = await InferenceSession.create(onnx, { interOpNumThreads: 1, enableCpuMemArena: false, logSeverityLevel: errorsOnly, extra: waiting });
  return { tokenizer, session };
}
/** Threads that wait give the processor to the database; spinning costs twice the time of it. */
const waiting = { session: { intra_op: { allow_spinning: "0" } } };
/** Of ONNX Runtime's levels. */
const errorsOnly = 3;

/**
 * One text a run: the weights are quantized against the largest value in the whole batch, so that beside others a text would get
 * another vector (cosines move by up to .01).
 */
async function vector({ tokenizer, session }: Model, text: string): Promise<Float32Array> {
  const ids = cut(tokenizer.encode(text).ids);
  const row = (values: BigInt64Array) => new Tensor("int64", values, [1, ids.length]);
  const { last_hidden_state: states } = await session.run({
    input_ids: row(BigInt64Array.from(ids, BigInt)),
    attention_mask: row(new BigInt64Array(ids.length).fill(1n)),
    token_type_ids: row(new BigInt64Array(ids.length)),
  });
  return normalised((states!.data as Float32Array).slice(0, dimensions));
}

/** Keeps the closing token. */
const cut = (ids: readonly number[]): readonly number[] => (ids.length <= longest ? ids : [...ids.slice(0, longest - 1), ids.at(-1)!]);
