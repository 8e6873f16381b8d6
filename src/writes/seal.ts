import type { Graph, Transaction } from "../graph/database.js";
import { int } from "../graph/values.js";
import { contentDigest, contentMap, contentOf, linkOf, type Chained } from "./chain.js";

/** Most that one transaction numbers, but for those written in the same instant as the last. */
export const mostSealed = 2000;

/**
 * Numbers and chains what of a kind waits in a workspace, at most about `most`, oldest first, in one transaction that holds the
 * head of the chain: of several at once each goes on where the one before it ended, so that nothing is numbered twice, whoever
 * believes to be the only one. Answers how many it numbered.
 *
 * What was written after something else was committed gets the higher number. Each has the moment of the database's clock at
 * which it was written, under all locks of its transaction. A scan isn't a snapshot, so they are read from the newest to the
 * oldest: whatever was committed before one that has been read was begun, is older, and is still to be passed.
 */
export const seal = (graph: Graph, workspace: string, kind: Chained, most: number = mostSealed): Promise<number> =>
  graph.write("seal", async (transaction) => {
    const [head] = await transaction.run(lockHead, { workspace, kind });
    const waiting = (await transaction.run(waitingText(kind), { workspace, most: int(most) })).map((row) => row.toObject() as unknown as Waiting).reverse();
    if (waiting.length === 0) return 0;
    let [number, chain] = [head!.get("number") as number, head!.get("chain") as string];
    const rows = waiting.map(({ element, digest, content }) => {
      const own = digest ?? contentDigest(contentOf(content!));
      chain = linkOf(++number, own, chain);
      return [element, int(number), own, chain];
    });
    await Promise.all([set(transaction, kind, rows), transaction.run(moveHead, { workspace, kind, number: int(number), chain })]);
    return rows.length;
  });

interface Waiting {
  readonly element: string;
  /** Null for what was written before digests covered all of it. */
  readonly digest: string | null;
  readonly content: Parameters<typeof contentOf>[0] | null;
}

/** Setting a property takes the lock on the node until the end of the transaction. */
const lockHead = `MERGE (head:ChainHead {workspace: $workspace, kind: $kind}) ON CREATE SET head.number = 0, head.chain = ""
  SET head.sealedAt = datetime.realtime() RETURN head.number AS number, head.chain AS chain`;
const moveHead = "MATCH (head:ChainHead {workspace: $workspace, kind: $kind}) SET head.number = $number, head.chain = $chain";

/** The oldest that wait, newest first. The order names both properties of the index, else the plan sorts after a scan that goes upwards. */
export const waitingText = (kind: Chained): string => `MATCH (first:${kind} {workspace: $workspace}) WHERE first.unsealed IS NOT NULL
  WITH first.unsealed AS unsealed ORDER BY first.workspace, first.unsealed LIMIT $most WITH max(unsealed) AS newest
  CALL (newest) { MATCH (n:${kind} {workspace: $workspace}) WHERE n.unsealed <= newest RETURN n ORDER BY n.workspace DESC, n.unsealed DESC }
  RETURN elementId(n) AS element, n.digest AS digest, CASE WHEN n.digest IS NULL THEN ${contentMap(kind)} END AS content`;

async function set(transaction: Transaction, kind: Chained, rows: readonly (readonly unknown[])[]): Promise<void> {
  await transaction.run(`UNWIND $rows AS row MATCH (n:${kind}) WHERE elementId(n) = row[0]
    SET n.number = row[1], n.digest = row[2], n.chain = row[3], n.unsealed = null`, { rows });
}
