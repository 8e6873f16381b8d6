import { parse } from "yaml";
import { Problem } from "../entity/problem.js";
import type { FileKind } from "./documentFiles.js";
import { headingOf, type DocumentText } from "./documentTitle.js";
import { htmlText } from "./htmlText.js";
import { pdfText } from "./pdfText.js";

/** The text of a file. @throws Problem BAD_INPUT, a sentence on what is wrong with the file: its encoding, a password, damage, nothing to read. */
export async function documentText(kind: FileKind, bytes: Uint8Array): Promise<DocumentText> {
  const found = kind === "PDF" ? await pdfText(bytes) : kind === "HTML" ? htmlText(utf8(bytes)) : markdownText(utf8(bytes));
  if (found.text.trim() === "") throw new Problem("BAD_INPUT", kind === "PDF" ? "It has no text; if it is a scan, run character recognition over it first." : "It is empty; nothing can be found in it.");
  return found;
}

/** A mark of byte order goes; anything that isn't UTF-8, and what has characters that no text has, is refused. */
function utf8(bytes: Uint8Array): string {
  const text = decoded(bytes);
  if (text.includes("\0")) throw new Problem("BAD_INPUT", "It holds zero bytes, as no text does; if it is one, save it as UTF-8.");
  return text;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("BAD_INPUT", "It isn't UTF-8; save it as UTF-8.");
  }
}

/** Markdown or plain text as it is, below the description that some begin with: YAML between two lines of `---`. */
function markdownText(whole: string): DocumentText {
  const front = /^---\r?\n([^]*?\r?\n)?---[ \t]*(\r?\n|$)/.exec(whole);
  const said = front ? description(front[1] ?? "") : null;
  const text = said ? whole.slice(front![0].length) : whole;
  return { text, title: said?.title ?? headingOf(text), language: said?.language ?? null };
}

/** Null for what is no description: two rules across the page look alike. */
function description(yaml: string): { readonly title: string | null; readonly language: string | null } | null {
  try {
    const value: unknown = parse(yaml);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const { title, language, lang } = value as Readonly<Record<string, unknown>>;
    return { title: words(title), language: words(language ?? lang) };
  } catch {
    return null;
  }
}
const words = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);
