import { connect as dial } from "node:net";
import { text } from "node:stream/consumers";
import { ulid } from "ulid";
import { inject } from "vitest";
import { connect } from "../../src/graph/connect.js";
import type { Database } from "../../src/graph/database.js";
import type { DatabaseAddress } from "./globalSetup.js";

let opened: Promise<Database> | undefined;

/** Closes what a test file opened; the next one opens its own. */
export async function closeTestDatabase(): Promise<void> {
  const last = opened;
  opened = undefined;
  await (await last?.catch(() => undefined))?.close();
}

/** Tests ask much at once, on machines that have other work; what overload does is tested where a gate is made for it. */
const roomyGate = { atOnce: 64, waiting: 10_000, patience: 60_000 };

/** The run's database, migrated and shared by all test files: write into a fresh workspace, and never wipe it. */
export const testDatabase = (): Promise<Database> => (opened ??= databaseAddress().then((address) => connect({ ...address, gate: roomyGate })));

/** Name of a workspace that nobody else uses. */
export const freshWorkspace = (): string => `test-${ulid().toLowerCase()}`;

/** Where the run's database is, for tests that go around the service; starts it if no test has needed it yet. */
export async function databaseAddress(): Promise<DatabaseAddress> {
  const answer = JSON.parse(await text(dial(inject("databaseDoor"), "127.0.0.1"))) as DatabaseAddress | { readonly problem: string };
  if ("problem" in answer) throw new Error(answer.problem);
  return answer;
}
