import { access, readFile } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { Problem } from "../entity/problem.js";
import type { ModelFiles } from "../graph/embedded/model.js";
import { normalised } from "./embedder.js";

export const dimensions = 384;
/** The model has learnt positions up to here; what follows is not in the vector. */
const longest = 512;

export interface Model {
  readonly tokenizer: Tokenizer;
  readonly session: InferenceSession;
}

/** @throws Problem UNAVAILABLE for a missing file. */
export async function checkFiles({ onnx, tokenizer }: ModelFiles): Promise<void> {
  for (const file of [onnx, tokenizer]) await access(file).catch((cause: unknown) => {
    throw new Problem("UNAVAILABLE", `The embedding model's file ${file} is missing. Run npm start once, which fetches it, or set EVALGRAPH_HOME to the folder that has it.`, { cause });
  });
}

/** Reads the weights. A text is worked on by all processors, or by so many, which keep what they work in from text to text: that is a tenth faster. */
export async function loadModel(files: ModelFiles, processors?: number): Promise<Model> {
  await checkFiles(files);
  const tokenizer = new Tokenizer(JSON.parse(await readFile(files.tokenizer, "utf8")) as object, {});
  const options = processors === undefined ? { enableCpuMemArena: false, extra: waiting } : { intraOpNumThreads: processors };
  return { tokenizer, session: await InferenceSession.create(files.onnx, { interOpNumThreads: 1, logSeverityLevel: errorsOnly, ...options }) };
}
/** Threads that wait give the processor to the database; spinning costs twice the time of it. */
const waiting = { session: { intra_op: { allow_spinning: "0" } } };
/** Of ONNX Runtime's levels. */
const errorsOnly = 3;

/**
 * The vector of a text, at length 1. One text a run: the weights are quantized against the largest value in the whole batch, so that beside others a text would get
 * another vector (cosines move by up to .01).
 */
export async function vectorOf({ tokenizer, session }: Model, text: string): Promise<Float32Array> {
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
