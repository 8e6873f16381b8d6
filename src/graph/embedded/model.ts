import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Problem } from "../../entity/problem.js";
import { exists, fetched, type Progress } from "./fetch.js";

/** The offline embedding model: its name, and SHA-256 of its files. */
export const MODEL = {
  id: "bge-small-en-v1.5-q",
  onnx: { file: "bge-small-en-v1.5-q.onnx", sha256: "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4" },
  tokenizer: { file: "bge-small-en-v1.5-q-tokenizer.json", sha256: "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66" },
} as const;

/** Paths of the model's files. */
export interface ModelFiles {
  readonly onnx: string;
  readonly tokenizer: string;
}

const folder = (home: string) => join(home, "models", MODEL.id);
const files = (from: string): ModelFiles => ({ onnx: join(from, MODEL.onnx.file), tokenizer: join(from, MODEL.tokenizer.file) });

/** The model's files in `home`, fetched and checked against their digests where they aren't there yet. */
export async function embeddingModel(home: string, progress: Progress): Promise<ModelFiles> {
  const there = await exists(folder(home));
  const found = files(await fetched({ folder: folder(home), goal: "unpack@model", what: "the embedding model (25 MB, once)" }, progress));
  const wrong = there ? null : await damaged(home);
  if (wrong) throw new Problem("UNAVAILABLE", `${wrong}. Remove the folder ${folder(home)} and start again.`);
  return found;
}

/** What is wrong with the model in `home`; null if nothing is. Reads the files: 35 MB. */
export async function damaged(home: string): Promise<string | null> {
  const { onnx, tokenizer } = files(folder(home));
  for (const [path, { sha256 }] of [[onnx, MODEL.onnx], [tokenizer, MODEL.tokenizer]] as const) {
    if (!(await exists(path))) return `${path} is missing`;
    const found = await digest(path);
    if (found !== sha256) return `${path} has the SHA-256 ${found}; expected ${sha256}`;
  }
  return null;
}

async function digest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
