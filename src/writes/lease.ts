import { hostname } from "node:os";
import { ulid } from "ulid";
import type { Graph } from "../graph/database.js";
import { cypher } from "../graph/query.js";
import { int } from "../graph/values.js";

/** What one process at a time does. It keeps work from being done twice; what is done must be safe to repeat all the same. */
export interface Lease {
  /** Parameters by which a statement tells whether it is free or this process's own. */
  readonly own: { readonly lease: string; readonly holder: string };
  /** Takes or renews it; false where another process has it. Asked again while two thirds of it are left, it is known. */
  take(): Promise<boolean>;
  /** Gives it back, so that another process need not wait until it runs out. */
  leave(): Promise<void>;
}

/** A lease by its name, for so many ms after each time that it is taken. */
export function leaseOf(database: Pick<Graph, "write">, name: string, milliseconds = 10_000): Lease {
  const own = { lease: name, holder: `${hostname()} ${process.pid} ${ulid()}` };
  let [isHeld, takenAt] = [false, 0];
  return {
    own,
    take: async () => {
      if (isHeld && performance.now() - takenAt < milliseconds / 3) return true;
      takenAt = performance.now();
      const [row] = await database.write("take lease", (transaction) => transaction.run(takeLease, { ...own, milliseconds: int(milliseconds) }));
      return (isHeld = row!.get("isMine") as boolean);
    },
    leave: async () => {
      if (isHeld) await database.write("leave lease", (transaction) => transaction.run(leaveLease, own));
      isHeld = false;
    },
  };
}

/** Works while this process holds a lease, for at most so many ms, and gives it back; false where another holds it. */
export async function withLease(database: Pick<Graph, "write">, name: string, milliseconds: number, work: () => Promise<void>): Promise<boolean> {
  const lease = leaseOf(database, name, milliseconds);
  if (!(await lease.take())) return false;
  try {
    await work();
  } finally {
    await lease.leave();
  }
  return true;
}

const takeLease = cypher("audit/takeLease");
const leaveLease = cypher("audit/leaveLease");
