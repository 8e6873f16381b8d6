import { Problem } from "../../entity/problem.js";
import type { TransferModel } from "./transferModel.js";

/** Raised when the layout or the meaning of a stored model changes: an older one is then fitted anew. */
export const modelVersion = 5;

/** "EGTM", version, length of the JSON in bytes, the JSON in which arrays are numbers of blocks, then the blocks, each from a multiple of 8. */
export function serialise(model: TransferModel): Uint8Array {
  const blocks: Block[] = [];
  let end = 0;
  const json = new TextEncoder().encode(JSON.stringify(model, (key, value: unknown) => {
    if (!isArray(value)) return value;
    const block = value instanceof Float64Array && halved.has(key) ? Float32Array.from(value) : value;
    blocks.push(block);
    const from = end;
    end = aligned(end + block.byteLength);
    return { $: [kinds.findIndex((kind) => block instanceof kind), from, block.length, value instanceof Float64Array ? 1 : 0] };
  }));
  const start = aligned(head + json.length);
  const bytes = new Uint8Array(start + end);
  const view = new DataView(bytes.buffer);
  [magic, modelVersion, json.length].forEach((each, i) => view.setUint32(4 * i, each, true));
  bytes.set(json, head);
  let at = start;
  for (const block of blocks) {
    bytes.set(new Uint8Array(block.buffer, block.byteOffset, block.byteLength), at);
    at = aligned(at + block.byteLength);
  }
  return bytes;
}

/** The model of `serialise`; refuses what isn't one or is of another version. */
export function deserialise(bytes: Uint8Array): TransferModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [found, version, length] = bytes.length < head ? [0, 0, 0] : [0, 4, 8].map((at) => view.getUint32(at, true)) as [number, number, number];
  if (found !== magic) throw new Problem("BAD_INPUT", `A stored transfer model begins with ${found.toString(16)}; expected ${magic.toString(16)}. Fit it anew.`);
  if (version !== modelVersion) throw new Problem("BAD_INPUT", `A stored transfer model has version ${version}; expected ${modelVersion}. Fit it anew.`);
  const start = aligned(head + length);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(head, head + length)), (_, value: unknown) => {
    const block = (value as { readonly $?: readonly [number, number, number, number] } | null)?.$;
    if (!block) return value;
    const [kind, from, items, isDouble] = block;
    const made = new kinds[kind]!(items);
    new Uint8Array(made.buffer).set(bytes.subarray(start + from, start + from + made.byteLength));
    return isDouble === 1 ? Float64Array.from(made) : made;
  }) as TransferModel;
}

type Block = Float64Array | Float32Array | Int32Array;
const kinds = [Float64Array, Float32Array, Int32Array];
const isArray = (value: unknown): value is Block => kinds.some((kind) => value instanceof kind);

/** What is no more exact than single precision anyway: these make up nearly all of a model's bytes. */
const halved: ReadonlySet<string> = new Set(["covariance", "latent", "inflation", "levelVariance", "noises"]);
const magic = 0x4d544745;
const head = 12;
const aligned = (at: number): number => Math.ceil(at / 8) * 8;
