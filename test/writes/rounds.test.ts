import { expect, test } from "vitest";
import type { Graph, Transaction } from "../../src/graph/database.js";
import { load, type Item } from "../../src/writes/load.js";
import { domain, freshPlace, model, task, type Place } from "./writing.js";

/** How often a write waits for the database: reads, and statements of its transaction, that are sent before any answer to earlier ones count once. */
async function rounds(place: Place, items: readonly Item[]): Promise<{ readonly reads: number; readonly writes: number }> {
  const { graph, ...context } = place.context();
  const [read, write] = [counter(), counter()];
  const counted: Graph = {
    read: (statement) => read.pass(() => graph.read(statement)),
    write: (name, work) => graph.write(name, (transaction: Transaction) => work({ run: (text, parameters) => write.pass(() => transaction.run(text, parameters)) })),
  };
  expect((await load({ ...context, graph: counted }, items, { action: "test", trusted: true })).errors).toEqual([]);
  return { reads: read.count(), writes: write.count() };
}

/** Answers are held back until everything is sent that is sent without them. */
function counter() {
  let count = 0;
  let round: Promise<void> | undefined;
  return {
    count: () => count,
    async pass<T>(send: () => Promise<T>): Promise<T> {
      round ??= new Promise((resolve) => void setTimeout(() => {
        count += 1;
        round = undefined;
        resolve();
      }, 20));
      return (await Promise.all([send(), round]))[0];
    },
  };
}

test("a write reads once what its items tell by themselves, and waits once for its transaction", async () => {
  const place = await freshPlace();
  await place.given(domain("it"), task("reset", { domains: ["it"] }), model("m"), { type: "ModelVersion", key: "m@a", access: "WEIGHTS" });
  expect(await rounds(place, [task("unlock", { domains: ["it"], related: [{ key: "reset", relation: "SIMILAR", origin: "DECLARED" }] })])).toEqual({ reads: 1, writes: 1 });
  expect(await rounds(place, [task("reset", { title: "Reset it" })])).toEqual({ reads: 1, writes: 1 });
  expect(await rounds(place, [{ type: "PromptBuild", digest: "a".repeat(64), tokens: 12, task: "reset", builtFrom: [] }])).toEqual({ reads: 1, writes: 1 });
  expect(await rounds(place, [{ type: "TransferFit", seen: "b".repeat(64), settings: { version: 1 } }])).toEqual({ reads: 1, writes: 1 });
  expect(await rounds(place, [{ type: "ModelVersion", key: "m@b", access: "API" }])).toEqual({ reads: 1, writes: 1 });
  expect(await rounds(place, [{ type: "ModelVersion", key: "m", access: "WEIGHTS" }])).toEqual({ reads: 2, writes: 1 });
});
