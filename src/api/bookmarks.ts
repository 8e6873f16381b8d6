import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { Problem } from "../entity/problem.js";

/** Header of a response that wrote something, and of a request that is to read at least that, on any replica. */
export const bookmarkHeader = "evalgraph-bookmark";

/** The database's bookmarks as clients have them: opaque, and of this form. */
export const bookmarkText = (bookmarks: readonly string[]): string => `${form}${Buffer.from(JSON.stringify(bookmarks)).toString("base64url")}`;

/** What a request must have seen. @throws Problem BAD_INPUT for what no response had. */
export function bookmarksOf(headers: IncomingHttpHeaders): readonly string[] {
  const given = headers[bookmarkHeader];
  if (given === undefined) return [];
  const text = String(given);
  const found = text.startsWith(form) && text.length <= longest ? bookmarks.safeParse(json(text.slice(form.length))) : undefined;
  if (found?.success) return found.data;
  throw new Problem("BAD_INPUT", `The header ${bookmarkHeader} is ${JSON.stringify(text.length > shown ? `${text.slice(0, shown)}...` : text)}; expected what a response of this service had in its header of that name. Send that as it was, or leave the header out.`);
}

/** Version of the form. */
const form = "1.";
/** A bookmark has some 50 characters, and a session rarely more than one. */
const longest = 8_000;
const shown = 60;
const bookmarks = z.array(z.string().regex(/^[\w:/+=.-]{1,500}$/)).min(1).max(50);

function json(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
}
