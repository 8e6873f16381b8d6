import { Neo4jError } from "neo4j-driver";
import { Problem } from "../entity/problem.js";

/** The server has waited for a bookmark, and it is still ahead of the database. */
export const BOOKMARK_TIMEOUT = "Neo.TransientError.Transaction.BookmarkTimeout";

/** What a message may say of the connection. */
export interface Reached {
  readonly uri: string;
  readonly user: string;
  readonly database: string | null;
  /** What a session was begun with and has written since. */
  readonly bookmarks: readonly string[];
}

/**
 * A Problem for whatever the driver threw, chosen by its code. Neo4j's own text, which can hold values and statements, stays in
 * `cause`, for the log. Anything that isn't Neo4j's is given back as it is.
 */
export function problemOf(error: unknown, reached: Reached): unknown {
  if (!(error instanceof Neo4jError)) return error;
  // The driver has no code for it.
  const own = error.message.startsWith("Connection acquisition timed out") ? "ServiceUnavailable" : error.code;
  const found = TABLE.find(([code]) => own.startsWith(code));
  if (!found) return new Problem("INTERNAL", "The database refused what the service asked of it. The log has the reason.", { cause: error });
  const [, code, message] = found;
  return new Problem(code, message(reached), { cause: error });
}

const TABLE: readonly (readonly [code: string, problem: Problem["code"], message: (reached: Reached) => string])[] = [
  ["ServiceUnavailable", "UNAVAILABLE", unreachable],
  ["SessionExpired", "UNAVAILABLE", unreachable],
  ["Neo.ClientError.Security.Unauthorized", "UNAVAILABLE", ({ uri, user }) =>
    `Neo4j at ${uri} refused the user "${user}" with this password. Check NEO4J_USER and NEO4J_PASSWORD.`],
  ["Neo.ClientError.Security.AuthenticationRateLimit", "UNAVAILABLE", ({ uri, user }) =>
    `Neo4j at ${uri} refused the user "${user}" too often and now waits. Check NEO4J_USER and NEO4J_PASSWORD, then try again in a few seconds.`],
  ["Neo.ClientError.Security.Forbidden", "UNAVAILABLE", ({ user }) =>
    `The Neo4j user "${user}" may not do this. NEO4J_USER needs the rights to read, write and change the schema.`],
  ["Neo.ClientError.Security", "UNAVAILABLE", ({ uri, user }) =>
    `Neo4j at ${uri} does not let the user "${user}" in. Check NEO4J_USER and NEO4J_PASSWORD.`],
  ["Neo.ClientError.Database.DatabaseNotFound", "UNAVAILABLE", ({ uri, database }) =>
    `Neo4j at ${uri} has no database "${database}". Check NEO4J_DATABASE; unset, it is the user's own.`],
  ["Neo.ClientError.Cluster.NotALeader", "UNAVAILABLE", ({ uri }) =>
    `The member of the cluster at ${uri} takes no writes. Give NEO4J_URI the scheme neo4j:// instead of bolt://.`],
  ["Neo.ClientError.Schema.ConstraintValidationFailed", "CONFLICT", () =>
    "Something with this key has been written at the same time. Read it, then try again."],
  ["Neo.ClientError.Transaction.InvalidBookmark", "BAD_INPUT", (reached) =>
    `${bookmarksIn(reached)} isn't one that this database knows; expected the newest that a response of this service had. Send that, or none.`],
  [BOOKMARK_TIMEOUT, "UNAVAILABLE", (reached) =>
    `${bookmarksIn(reached)} stands for a write that the database hasn't seen; expected one that it has, or gets within seconds from another member of its cluster. Try again in a moment, or leave the bookmark out.`],
  ["Neo.ClientError.Transaction.TransactionTimedOut", "UNAVAILABLE", () =>
    "The database took longer than it may for this. Ask for less (a smaller page, fewer hops), or try again later."],
  ["Neo.ClientError.Transaction.Terminated", "UNAVAILABLE", () => "The database ended the transaction. Try again."],
  ["Neo.TransientError.General.MemoryPoolOutOfMemoryError", "UNAVAILABLE", () =>
    "The database has not enough memory for this. Ask for less, or send it in smaller parts."],
  ["Neo.TransientError", "UNAVAILABLE", () => "The database is busy. Try again in a moment."],
];

function bookmarksIn({ bookmarks }: Reached): string {
  const text = bookmarks.join(", ");
  return `The bookmark ${JSON.stringify(text.length > shown ? `${text.slice(0, shown)}...` : text)}`;
}

/** Most characters of bookmarks that are told; one has some 40. */
const shown = 100;

function unreachable({ uri }: Reached): string {
  return `No Neo4j answers at ${uri}. Check that it runs and that NEO4J_URI is right; leave NEO4J_URI unset to use the embedded database.`;
}
