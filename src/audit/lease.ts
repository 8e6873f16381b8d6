import { hostname } from "node:os";
import { ulid } from "ulid";
import type { Graph } from "../graph/database.js";
import { cypher } from "../graph/query.js";
import { int } from "../graph/values.js";

const holder = `${hostname()} ${process.pid} ${ulid()}`;

/** Works while this process holds a lease, for at most so many ms, and gives it back; false where another holds it. */
export async function withLease(graph: Graph, lease: string, milliseconds: number, work: () => Promise<void>): Promise<boolean> {
  const [row] = await graph.write("take lease", (transaction) => transaction.run(takeLease, { lease, holder, milliseconds: int(milliseconds) }));
  if (row!.get("isMine") !== true) return false;
  try {
    await work();
  } finally {
    await graph.write("leave lease", (transaction) => transaction.run(leave, { lease, holder }));
  }
  return true;
}

const takeLease = cypher("audit/takeLease");
const leave = cypher("audit/leaveLease");
