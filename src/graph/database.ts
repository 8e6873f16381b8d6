import type { Record as Row } from "neo4j-driver";

export type { Row };

/** A Cypher statement with all its values as parameters. Whole numbers that Cypher needs as integers are given as `int(n)`. */
export interface Statement {
  /** Operation that it belongs to, kept as transaction metadata (visible in SHOW TRANSACTIONS). */
  readonly name: string;
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Names of parameters that are lists or may be null; they are sent so that one plan serves all (`varying.ts`). */
  readonly varying?: readonly string[];
}

/** One write transaction. It may be run again from the start when Neo4j asks for that: nothing outside it may depend on one run. */
export interface Transaction {
  run(text: string, parameters: Readonly<Record<string, unknown>>): Promise<readonly Row[]>;
}

/** Reads and writes that see each other's results: one a request. */
export interface Graph {
  /** An auto-commit statement in a READ session, retried on errors that the driver calls retriable. */
  read(statement: Statement): Promise<readonly Row[]>;
  /** A managed write transaction: all of `work` or nothing. `work` sends its first statement before it waits for anything else. */
  write<T>(name: string, work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

/** A graph that knows what it must have seen. */
export interface Session extends Graph {
  /** Opaque marks of what it has written and read; a session begun with them, anywhere, sees at least that. */
  bookmarks(): Promise<readonly string[]>;
}

/** Statements and write transactions of this process: under way, waiting for their turn, and refused since it began. */
export interface Load {
  readonly running: number;
  readonly waiting: number;
  readonly refused: number;
}

/** A connected database; stateless but for its pool and the queue before it. */
export interface Database extends Graph {
  /** A graph of its own for one request: what it, or who gave it these bookmarks, wrote it reads, on any member of a cluster. */
  session(bookmarks?: readonly string[]): Session;
  /** Tells of each statement sent, retries included, until the returned function is called. */
  observe(seen: (statement: Statement) => void): () => void;
  /** How busy it is with what this process sends. */
  load(): Load;
  close(): Promise<void>;
}
