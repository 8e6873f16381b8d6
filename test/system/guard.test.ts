import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const GUARD = fileURLToPath(new URL("../../src/graph/embedded/guard.sh", import.meta.url));
/** What the README promises of the service and its database together. */
const STOP_LIMIT_MS = 5_000;

test("a command that doesn't end when it is told to is killed in time for the service's promise", async () => {
  const folder = await mkdtemp(join(tmpdir(), "evalgraph-guard-"));
  const guard = spawn("/bin/sh", [GUARD, join(folder, "pid"), process.execPath, "-e", `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("on")`],
    { detached: true, stdio: ["pipe", "pipe", "ignore"] });
  await once(createInterface({ input: guard.stdout! }), "line");
  const from = Date.now();
  guard.stdin!.end();
  await once(guard, "exit");
  const took = Date.now() - from;
  await rm(folder, { recursive: true });
  expect(took).toBeGreaterThan(1_000);
  expect(took).toBeLessThan(STOP_LIMIT_MS);
});
