import neo4j, { type BookmarkManager, type Driver } from "neo4j-driver";
import { Problem } from "../entity/problem.js";
import type { Database, Graph, Row, Session, Statement, Transaction } from "./database.js";
import { problemOf, type Reached } from "./problems.js";
import { retried } from "./retry.js";

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
}

const READ_LIMIT_MS = 30_000;
/** Long enough for a batch of a thousand items while the processors have other work. */
const WRITE_LIMIT_MS = 120_000;
/** A cluster needs about ten seconds to elect a leader. */
const RETRY_LIMIT_MS = 15_000;
const CONNECTION_TIMEOUT_MS = 5_000;
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
    tell: (statement) => seen.forEach((each) => each(statement)),
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
    close: () => driver.close(),
  };
}

interface Link {
  readonly driver: Driver;
  readonly target: { readonly database?: string };
  readonly reached: Reached;
  readonly readLimit: number;
  readonly writeLimit: number;
  readonly retryLimit: number;
  readonly tell: (statement: Statement) => void;
}

const graph = (link: Link, bookmarkManager: BookmarkManager | undefined): Graph => ({
  read: (statement) => mapped(link, () => retried(link.retryLimit, () => readOnce(link, bookmarkManager, statement))),
  write: (name, work) => mapped(link, () => writeManaged(link, bookmarkManager, name, work)),
});

async function mapped<T>({ reached }: Link, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw problemOf(error, reached);
  }
}

const sessionOf = ({ driver, target }: Link, mode: "READ" | "WRITE", bookmarkManager: BookmarkManager | undefined) =>
  driver.session({ ...target, defaultAccessMode: mode, fetchSize: EVERY_ROW, ...(bookmarkManager && { bookmarkManager }) });

async function readOnce(link: Link, bookmarkManager: BookmarkManager | undefined, statement: Statement): Promise<readonly Row[]> {
  const { name, text, parameters } = statement;
  const session = sessionOf(link, "READ", bookmarkManager);
  try {
    link.tell(statement);
    return (await session.run(text, parameters, { metadata: { operation: name }, timeout: link.readLimit })).records;
  } finally {
    await session.close();
  }
}

async function writeManaged<T>(link: Link, bookmarkManager: BookmarkManager | undefined, name: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const session = sessionOf(link, "WRITE", bookmarkManager);
  try {
    return await session.executeWrite((transaction) => work({
      run: async (text, parameters) => {
        link.tell({ name, text, parameters });
        return (await transaction.run(text, parameters)).records;
      },
    }), { metadata: { operation: name }, timeout: link.writeLimit });
  } finally {
    await session.close();
  }
}

function driverOf({ uri, user, password }: ConnectOptions, retryLimit: number): Driver {
  try {
    return neo4j.driver(uri, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true, maxTransactionRetryTime: retryLimit, connectionTimeout: CONNECTION_TIMEOUT_MS,
      connectionAcquisitionTimeout: retryLimit, userAgent: "evalgraph", telemetryDisabled: true,
      notificationFilter: { minimumSeverityLevel: neo4j.notificationFilterMinimumSeverityLevel.OFF },
    });
  } catch (error) {
    throw new Problem("BAD_INPUT",
      `NEO4J_URI is "${uri}"; expected a scheme such as bolt:// or neo4j://. Leave it unset to use the embedded database.`, { cause: error });
  }
}
