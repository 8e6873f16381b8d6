import { Neo4jError } from "neo4j-driver";
import { expect, test } from "vitest";
import { retried } from "../../src/graph/retry.js";

const failing = (code: string) => new Neo4jError("made up", code, "", "");
const busy = "Neo.TransientError.Transaction.DeadlockDetected";

/** How often work is begun that takes `takes` ms and fails with `error` the first `times` times. */
async function tries(limit: number, takes: number, times: number, error: Error): Promise<number> {
  let count = 0;
  await retried(limit, async () => {
    const began = performance.now();
    count += 1;
    while (performance.now() - began < takes);
    if (count <= times) throw error;
  }).catch((thrown: unknown) => expect(thrown).toBe(error));
  return count;
}

test("what may pass is tried again, also where the first try took longer than tries may", async () => {
  expect(await tries(1_000, 0, 2, failing(busy))).toBe(3);
  expect(await tries(100, 200, 1, failing(busy))).toBe(2);
});

test("after its time the last error is thrown", async () => {
  expect(await tries(100, 60, 50, failing(busy))).toBeLessThan(4);
});

test.each(["Neo.ClientError.Statement.SyntaxError", "Neo.TransientError.Transaction.BookmarkTimeout"])("%s is tried once", async (code) => {
  expect(await tries(1_000, 0, 5, failing(code))).toBe(1);
});
