import { setTimeout } from "node:timers/promises";
import { ulid } from "ulid";
import { digestOf } from "../entity/digest.js";
import { Problem } from "../entity/problem.js";
import type { Graph, Row } from "../graph/database.js";
import { int } from "../graph/values.js";
import type { Viewer } from "../graph/viewer.js";
import { checkMay, type Act } from "./may.js";

interface Asker {
  readonly graph: Graph;
  readonly workspace: string;
  readonly principal: string;
  readonly viewer: Viewer;
}

/** What is asked for: its name, its arguments, and what whoever asks must be allowed to do. */
export interface Command {
  readonly act: Act;
  readonly action: string;
  readonly [argument: string]: unknown;
}

/** How long a claim holds unless it is renewed, and how long an equal command waits for the first's answer; in ms. */
export interface Patience {
  readonly lease: number;
  readonly wait: number;
}
/** Longer than the lease, so that whoever waits for a process that was killed takes its claim over. */
const usual: Patience = { lease: 30_000, wait: 60_000 };
const firstPause = 50;
const longestPause = 2_000;
/** Longest key, in characters. */
const longest = 200;

/**
 * Does a command once under a client's key, in a workspace: sent again, or at the same time, it has the first's answer, which is
 * what JSON keeps of what `work` gave. The key is claimed before the work; a command that throws gives it back and can be sent
 * again, and the claim of a process that was killed runs out. Without a key the work is done.
 * @throws Problem CONFLICT where the key is another command's, before any work; UNAVAILABLE where the first isn't done in time;
 * BAD_INPUT for a key that is empty or too long; FORBIDDEN as `checkMay` says.
 */
export async function once<T extends object>(asker: Asker, key: string | null | undefined, command: Command, work: () => Promise<T>, { lease, wait }: Patience = usual): Promise<T> {
  if (key === null || key === undefined) return work();
  checkMay(asker.viewer, command.act, command.action, asker.workspace);
  if (key === "" || key.length > longest) throw new Problem("BAD_INPUT", `The idempotency key has ${key.length} characters; give 1 to ${longest}.`);
  const said = `The idempotency key ${JSON.stringify(key)}`;
  const mark = markOf(asker, key, command, lease);
  const end = Date.now() + wait;
  for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
    const { digest, answer, isMine } = (await mark.change(claim))!.toObject() as { digest: string; answer: string | null; isMine: boolean | null };
    if (digest !== mark.digest) throw new Problem("CONFLICT", `${said} was used for another command; give each command a key of its own.`);
    if (answer !== null) return JSON.parse(answer) as T;
    if (isMine) return answered(mark, await held(mark, lease, work));
    const next = pause * (0.5 + Math.random());
    if (Date.now() + next > end) throw new Problem("UNAVAILABLE", `${said} is of a command that is still being done; send it again later to have its answer.`);
    await setTimeout(next);
  }
}

/** The node of a command, which is changed under its lock. */
interface Mark {
  readonly digest: string;
  change(text: string, more?: Readonly<Record<string, unknown>>): Promise<Row | undefined>;
}

function markOf({ graph, workspace, principal }: Asker, key: string, command: Command, lease: number): Mark {
  const digest = digestOf(JSON.parse(JSON.stringify({ principal, command })));
  const own = { workspace, key: `command#${key}`, digest, principal, claim: ulid(), lease: int(lease) };
  return { digest, change: async (text, more) => (await graph.write("command", (transaction) => transaction.run(text, { ...own, ...more })))[0] };
}

/** Does the work, and keeps the claim until it is done. */
async function held<T>(mark: Mark, lease: number, work: () => Promise<T>): Promise<T> {
  const renewals = setInterval(() => void mark.change(renew).catch(ranOut), lease / 3).unref();
  try {
    return await work();
  } catch (error) {
    await mark.change(release).catch(ranOut);
    throw error;
  } finally {
    clearInterval(renewals);
  }
}
/** A claim that can't be renewed or given back runs out by itself. */
const ranOut = (): undefined => undefined;

/** Of several answers, where a claim ran out and was taken over, the first that is there is everyone's. */
async function answered<T>(mark: Mark, answer: T): Promise<T> {
  const text = JSON.stringify(answer);
  const row = await mark.change(store, { answer: text });
  return JSON.parse((row?.get("answer") as string | undefined) ?? text) as T;
}

/** Setting `askedAt` takes the lock on the node: what is read after it holds until the end of the transaction. The clock is the database's. */
const claim = `MERGE (c:Command {workspace: $workspace, key: $key}) ON CREATE SET c.recordedAt = datetime()
  SET c.askedAt = datetime() WITH c, c.answer IS NULL AND coalesce(c.digest, $digest) = $digest AND coalesce(c.claimedUntil < datetime(), true) AS isFree
  SET c += CASE WHEN isFree THEN {digest: $digest, principal: $principal, claim: $claim, claimedUntil: datetime() + duration({milliseconds: $lease})} ELSE {} END
  RETURN c.digest AS digest, c.answer AS answer, c.claim = $claim AS isMine`;
const locked = "MATCH (c:Command {workspace: $workspace, key: $key}) SET c.askedAt = datetime() WITH c";
const renew = `${locked} WHERE c.claim = $claim SET c.claimedUntil = datetime() + duration({milliseconds: $lease})`;
/** The node stays, as others may wait for its lock. */
const release = `${locked} WHERE c.claim = $claim AND c.answer IS NULL REMOVE c.digest, c.principal, c.claim, c.claimedUntil`;
const store = `${locked} WHERE coalesce(c.digest, $digest) = $digest
  SET c.digest = $digest, c.principal = $principal, c.answer = coalesce(c.answer, $answer) RETURN c.answer AS answer`;
