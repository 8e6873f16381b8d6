import neo4j, { type BookmarkManager, type Driver } from "neo4j-driver";
import { Problem } from "../entity/problem.js";
import type { Database, Graph, Row, Session, Statement, Transaction } from "./database.js";
import { gate, usualGate, type Gate, type GateLimits } from "./gate.js";
import { plannedOnce, type PlannedOnce } from "./plannedOnce.js";
import { problemOf, type Reached } from "./problems.js";
import { retried } from "./retry.js";
import { spanned } from "./spans.js";
import { sent } from "./varying.js";

export interface ConnectOptions {
  /** `bolt://`, `neo4j://` and their encrypted forms. */
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  /** The user's own unless given. */
  readonly database?: string | null | undefined;
  /** What the server ends a statement after, in ms. */
  readonly readLimit?: number;
  readonly writeLimit?: number;
  /** How long an error that may pass is tried again, in ms. */
  readonly retryLimit?: number;
  /** How many statements and write transactions it is given at once, and what becomes of others. */
  readonly gate?: GateLimits;
}

const READ_LIMIT_MS = 30_000;
/** Long enough for a batch of a thousand items while the processors have other work. */
const WRITE_LIMIT_MS = 120_000;
/** A cluster needs about ten seconds to elect a leader. */
const RETRY_LIMIT_MS = 15_000;
const CONNECTION_TIMEOUT_MS = 5_000;
/** A connection goes back to the pool a moment after its statement has ended. */
const SPARE_CONNECTIONS = 16;
/** Rows come in one answer: statements carry limits of their own. */
const EVERY_ROW = -1;

/**
 * A database that is connected when it is first used. What it throws is a `Problem`, whatever the driver threw.
 * @throws Problem BAD_INPUT if the URI is none.
 */
export function connect(options: ConnectOptions): Database {
  const { retryLimit = RETRY_LIMIT_MS } = options;
  const database = options.database ?? null;
  const driver = driverOf(options, retryLimit);
  const seen = new Set<(statement: Statement) => void>();
  const link: Link = {
    driver, retryLimit, target: database === null ? {} : { database }, reached: { uri: options.uri, user: options.user, database },
    readLimit: options.readLimit ?? READ_LIMIT_MS, writeLimit: options.writeLimit ?? WRITE_LIMIT_MS,
    tell: (statement) => seen.forEach((each) => each(statement)), gate: gate(options.gate ?? usualGate), plannedOnce: plannedOnce(),
  };
  return {
    ...graph(link, undefined),
    session: (bookmarks = []) => {
      const manager = neo4j.bookmarkManager({ initialBookmarks: bookmarks });
      const session: Session = { ...graph(link, manager), bookmarks: async () => [...(await manager.getBookmarks())] };
      return session;
    },
    observe: (each) => {
      seen.add(each);
      return () => void seen.delete(each);
    },
    load: () => link.gate.load(),
    close: () => driver.close(),
  };
}

interface Link {
  readonly driver: Driver;
  readonly target: { readonly database?: string };
  readonly reached: Omit<Reached, "bookmarks">;
  readonly readLimit: number;
  readonly writeLimit: number;
  readonly retryLimit: number;
  readonly tell: (statement: Statement) => void;
  readonly gate: Gate;
  readonly plannedOnce: PlannedOnce;
}

const graph = (link: Link, bookmarkManager: BookmarkManager | undefined): Graph => ({
  read: (statement) => mapped(link, bookmarkManager, () => retried(link.retryLimit, () => read(link, bookmarkManager, statement))),
  write: (name, work) => mapped(link, bookmarkManager, () => link.gate.pass(() => spanned(name, () => retried(link.retryLimit, () => writeOnce(link, bookmarkManager, name, work))))),
});

/** Whoever waits for the plan of an equal statement has its place at the gate, as it would in the database. */
const read = (link: Link, bookmarkManager: BookmarkManager | undefined, statement: Statement): Promise<readonly Row[]> =>
  link.gate.pass(() => link.plannedOnce(statement.text, (planned) => spanned(statement.name, () => readOnce(link, bookmarkManager, statement, planned))));

async function mapped<T>({ reached }: Link, bookmarkManager: BookmarkManager | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw problemOf(error, { ...reached, bookmarks: [...(await bookmarkManager?.getBookmarks() ?? [])] });
  }
}

const sessionOf = ({ driver, target }: Link, mode: "READ" | "WRITE", bookmarkManager: BookmarkManager | undefined) =>
  driver.session({ ...target, defaultAccessMode: mode, fetchSize: EVERY_ROW, ...(bookmarkManager && { bookmarkManager }) });

async function readOnce(link: Link, bookmarkManager: BookmarkManager | undefined, statement: Statement, planned: (() => void) | null): Promise<readonly Row[]> {
  const { text, parameters } = sent(statement);
  const session = sessionOf(link, "READ", bookmarkManager);
  try {
    link.tell(statement);
    const result = withoutStack(() => session.run(text, parameters, { metadata: { operation: statement.name }, timeout: link.readLimit }));
    // The columns are told before the first row is looked for; an error comes with the rows.
    if (planned !== null) void result.keys().then(planned, () => undefined);
    return (await result).records;
  } finally {
    await session.close();
  }
}

/** The driver takes a stack for each statement, 5 % of a small read's processor time, for errors that clients never see the stack of. */
function withoutStack<T>(begin: () => T): T {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return begin();
  } finally {
    Error.stackTraceLimit = usual;
  }
}

/** One try of a transaction. The driver's own would try again for a bookmark that is ahead of the database too, as long as for what may pass. */
async function writeOnce<T>(link: Link, bookmarkManager: BookmarkManager | undefined, name: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const session = sessionOf(link, "WRITE", bookmarkManager);
  try {
    // Not awaited: its first statement is sent along with it, and fails as it does.
    const transaction = session.beginTransaction({ metadata: { operation: name }, timeout: link.writeLimit });
    try {
      const answer = await work({
        run: async (text, parameters) => {
          link.tell({ name, text, parameters });
          return (await spanned(name, () => transaction.run(text, parameters))).records;
        },
      });
      await transaction.commit();
      return answer;
    } finally {
      // Rolls back what is still open; what went wrong before says more than what may go wrong in that.
      await transaction.close().catch(() => undefined);
    }
  } finally {
    await session.close();
  }
}

function driverOf({ uri, user, password, gate: { atOnce } = usualGate }: ConnectOptions, retryLimit: number): Driver {
  try {
    return neo4j.driver(uri, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true, maxTransactionRetryTime: retryLimit, connectionTimeout: CONNECTION_TIMEOUT_MS,
      connectionAcquisitionTimeout: retryLimit, maxConnectionPoolSize: atOnce + SPARE_CONNECTIONS, userAgent: "evalgraph", telemetryDisabled: true,
      notificationFilter: { minimumSeverityLevel: neo4j.notificationFilterMinimumSeverityLevel.OFF },
    });
  } catch (error) {
    throw new Problem("BAD_INPUT",
      `NEO4J_URI is "${uri}"; expected a scheme such as bolt:// or neo4j://. Leave it unset to use the embedded database.`, { cause: error });
  }
}
