import { getDocumentProxy } from "unpdf";
import { Problem } from "../entity/problem.js";
import type { DocumentText } from "./documentTitle.js";
import { linesText, type PageLine } from "./pdfLines.js";

/**
 * The text of a PDF, in the order of its content, with headings by the size of their letters (PDF.js). Nothing in the file is run.
 * @throws Problem BAD_INPUT where it needs a password or is damaged.
 */
export async function pdfText(bytes: Uint8Array): Promise<DocumentText> {
  const opened = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false, stopAtErrors: false }).catch((error: unknown) => {
    throw new Problem("BAD_INPUT", isLocked(error) ? "It is encrypted and needs a password; save a copy without one." : "It can't be read as PDF: it is damaged, or something else. Open it in a viewer and save it anew.", { cause: error });
  });
  try {
    const pages: (readonly PageLine[])[] = [];
    for (let number = 1; number <= opened.numPages; number++) {
      const page = await opened.getPage(number);
      pages.push(pageLines((await page.getTextContent()).items));
      page.cleanup();
    }
    const { info } = await opened.getMetadata().catch(() => ({ info: {} }));
    const { Title: title, Language: language } = info as { readonly Title?: unknown; readonly Language?: unknown };
    return { ...linesText(pages, usable(title)), language: typeof language === "string" && language !== "" ? language : null };
  } catch (error) {
    throw new Problem("BAD_INPUT", "A page of it can't be read: the file is damaged. Open it in a viewer and save it anew.", { cause: error });
  } finally {
    await opened.loadingTask.destroy();
  }
}

const isLocked = (error: unknown): boolean => error instanceof Error && error.name === "PasswordException";

/** What word processors put there by themselves is no title. */
const usable = (title: unknown): string | null =>
  typeof title === "string" && title.trim() !== "" && !/^(untitled|microsoft word|powerpoint presentation|slide 1)|\.(docx?|pdf|tex|indd|dvi|pptx?)$/i.test(title.trim()) ? title.trim() : null;

type Items = Awaited<ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>["getPage"]>>["getTextContent"]>>["items"];

/** Pieces of text until PDF.js says that a line ends. */
function pageLines(items: Items): readonly PageLine[] {
  const lines: PageLine[] = [];
  let open: { text: string; y: number; size: number } | null = null;
  const close = () => {
    if (open && open.text.trim() !== "") lines.push({ ...open, text: open.text.replace(/[\p{Cc}\p{Cs}\u00AD]+/gu, " ").replace(/\s+/g, " ").trim() });
    open = null;
  };
  for (const item of items) {
    if (!("str" in item)) continue;
    const [, , c, d, , y] = item.transform as readonly number[];
    const size = item.str.trim() === "" ? 0 : Math.hypot(c!, d!);
    if (open && size > 0 && Math.abs(open.y - y!) > Math.max(open.size, size)) close();
    open = open ? { text: open.text + item.str, y: open.y, size: Math.max(open.size, size) } : { text: item.str, y: y!, size };
    if (item.hasEOL) close();
  }
  close();
  return lines;
}
