import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import Tinypool from "tinypool";
import { sha256 } from "../entity/digest.js";
import { MODEL, type ModelFiles } from "../graph/embedded/model.js";
import { checkFiles, dimensions, loadModel, vectorOf, type Model } from "./bgeModel.js";
import type { EmbedTask } from "./bgeWorker.js";
import type { Embedder } from "./embedder.js";

/** What the model was trained to see before a query (Xiao et al. 2023, C-Pack). */
const queryPrefix = "Represent this sentence for searching relevant passages: ";

/**
 * BAAI's bge-small-en-v1.5, quantized to 8 bits, in this process (CLS pooling, L2 norm). Weights are read at the first use. A
 * missing file is UNAVAILABLE. Queries and a few passages are worked on where they are asked for; many passages by threads of their own, so that
 * requests go on meanwhile: a run of the model holds up the thread that it is in.
 */
export function bgeSmall(files: ModelFiles): Embedder {
  let model: Promise<Model> | undefined;
  const loaded = () => (model ??= loadModel(files).catch((error: unknown) => {
    model = undefined;
    throw error;
  }));
  return {
    id: MODEL.id,
    dimensions,
    languages: ["en"],
    digest: sha256(MODEL.onnx.sha256 + MODEL.tokenizer.sha256),
    query: async (text) => vectorOf(await loaded(), queryPrefix + text),
    async passages(texts) {
      const made = texts.length > mostInline && existsSync(script) ? await inThreads(files, texts) : null;
      if (made) return made;
      const ready = await loaded();
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(await vectorOf(ready, text));
      return vectors;
    },
  };
}

/** Passages that take about as long as starting a thread and reading the weights in it. */
const mostInline = 8;
/** Only what was compiled has it: sources embed in the thread that asks. */
const script = fileURLToPath(new URL("./bgeWorker.js", import.meta.url));

/** Each thread has weights of its own, some 100 MB with what it works in, until it has had nothing to do for a while. */
const mostThreads = 4;
const idleMs = 10_000;

interface Threads {
  readonly pool: Tinypool;
  /** Rejected where a thread ends before it has a task: nobody else would be told, and what waits for it would wait for good. */
  readonly failure: Promise<never>;
}
let threads: Threads | undefined;

/** Null where threads can't: what they were given is worked on here then, or the reason is met here again. */
async function inThreads(files: ModelFiles, texts: readonly string[]): Promise<readonly Float32Array[] | null> {
  await checkFiles(files);
  const own = (threads ??= started());
  try {
    return await Promise.race([own.failure, Promise.all(texts.map(async (text) => (await own.pool.run({ files, text } satisfies EmbedTask)) as Float32Array))]);
  } catch (error) {
    // Its threads end when they have nothing more to do: one that is ended within a run of the model takes the process with it.
    if (threads === own) threads = undefined;
    process.emitWarning(`Passages are embedded one after another, as threads for them failed: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function started(): Threads {
  const pool = new Tinypool({ filename: script, minThreads: 0, maxThreads: Math.min(availableParallelism(), mostThreads), idleTimeout: idleMs });
  const failure = new Promise<never>((_, reject) => void pool.on("error", reject));
  failure.catch(() => undefined);
  return { pool, failure };
}
