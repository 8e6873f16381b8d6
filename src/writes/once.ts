import { digestOf } from "../entity/digest.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import { instant } from "../graph/values.js";

interface Asker {
  readonly graph: Graph;
  readonly workspace: string;
  readonly principal: string;
}

/**
 * Does a command once under a client's key, in a workspace: sent again, it has its first answer. A command that throws can be
 * sent again. @throws Problem CONFLICT where the key was another command's.
 */
export async function once<T>({ graph, workspace, principal }: Asker, key: string, command: object, work: () => Promise<T>): Promise<T> {
  const at = { workspace, key: `command#${key}` };
  const digest = digestOf({ principal, command });
  const [before] = await graph.read({ name: "command", text: "MATCH (c:Command {workspace: $workspace, key: $key}) RETURN c.digest AS digest, c.answer AS answer", parameters: at });
  if (before) return answered(before.get("digest"), before.get("answer"));
  const answer = await work();
  const [row] = await graph.write("command", (transaction) => transaction.run(
    `MERGE (c:Command {workspace: $workspace, key: $key}) ON CREATE SET c.digest = $digest, c.answer = $answer, c.principal = $principal, c.recordedAt = $now
     RETURN c.digest AS digest, c.answer AS answer`,
    { ...at, digest, answer: JSON.stringify(answer), principal, now: instant(new Date().toISOString()) },
  ));
  return answered(row!.get("digest"), row!.get("answer"));

  function answered(first: string, text: string): T {
    if (first !== digest) throw new Problem("CONFLICT", `The idempotency key ${JSON.stringify(key)} was used for another command; give each command a key of its own.`);
    return JSON.parse(text) as T;
  }
}
