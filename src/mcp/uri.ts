import { Problem } from "../entity/problem.js";

/** A document, or its text from an offset on. */
export interface DocumentPlace {
  readonly workspace: string;
  readonly key: string;
  /** In UTF-16 code units, from 0. */
  readonly start: number;
}

export const documentTemplate = "evalgraph://{workspace}/documents/{key}{?start}";

export const uriOf = ({ workspace, key, start }: DocumentPlace): string =>
  `evalgraph://${encodeURIComponent(workspace)}/documents/${encodeURIComponent(key)}${start === 0 ? "" : `?start=${start}`}`;

/** @throws Problem BAD_INPUT for what `uriOf` doesn't make. */
export function placeOf(uri: string): DocumentPlace {
  const [, workspace, key, start = "0"] = /^evalgraph:\/\/([^/?#]+)\/documents\/([^?#]+)(?:\?start=(\d{1,9}))?$/.exec(uri) ?? [];
  try {
    if (workspace !== undefined && key !== undefined) return { workspace: decodeURIComponent(workspace), key: decodeURIComponent(key), start: Number(start) };
  } catch {
    // A percent sign that encodes nothing.
  }
  throw new Problem("BAD_INPUT", `The address is ${JSON.stringify(uri)}; expected ${documentTemplate}, with the key percent-encoded, as resources/list has it.`);
}
