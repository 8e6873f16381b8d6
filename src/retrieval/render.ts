import { sha256 } from "../entity/digest.js";
import { markOf } from "./mark.js";
import type { Passage } from "./passages.js";

/** Retrieved text as a model is given it: data between marks. */
export interface Rendered {
  readonly text: string;
  /** SHA-256 of what stands between the marks, lower-case hex. */
  readonly digest: string;
  /** What opens and closes it: its author can't have known it. */
  readonly mark: string;
}

/**
 * Passages with numbers and sources between marks (spotlighting by delimiting: Hines et al. 2024, arXiv 2403.14720). The mark follows
 * from the digest, so that the same passages make the same bytes.
 */
export function rendered(found: readonly Passage[], secret: string): Rendered {
  const content = found.map((passage, at) => `${heading(passage, at + 1)}\n${passage.text}`).join("\n\n");
  const digest = sha256(content);
  const mark = markOf(secret, digest);
  return { text: found.length > 0 ? `<${mark}>\n${content}\n</${mark}>` : "", digest, mark };
}

/** `[1] Title (document@version#start-end)`. */
export const heading = ({ title, versionKey, start, end }: Pick<Passage, "title" | "versionKey" | "start" | "end">, number: number): string =>
  `[${number}] ${title.replace(/\s+/g, " ")} (${versionKey}#${start}-${end})`;
