import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { run } from "../../src/commands/program.js";
import { chained } from "../../src/writes/chain.js";
import { seal } from "../../src/writes/seal.js";
import { databaseAddress } from "../support/database.js";
import { domain, freshPlace, task, type Place } from "../writes/writing.js";
import { withPrinted } from "../support/printed.js";

const printed = withPrinted();

let place: Place;
beforeEach(async () => {
  place = await freshPlace();
  await place.given(domain("d"));
  await place.given(task("t", { domains: ["d"] }));
  for (const kind of chained) await seal(place.database, place.workspace, kind);
  const { uri, user, password } = await databaseAddress();
  for (const [name, value] of Object.entries({ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password })) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const verify = (...more: readonly string[]) => run(["audit", "verify", "--workspace", place.workspace, ...more]);

test("a sound chain ends with 0, and tells its heads", async () => {
  expect(await verify()).toBe(0);
  expect(printed.out).toMatch(new RegExp(`^Workspace ${place.workspace}, AuditEntry: \\d+ sealed, none wait; the head is \\d+ with the link [\\da-f]{64}\\.\nWorkspace .*\nSound\\.\n$`));
});

test("one that was changed ends with 1, and says which number and what", async () => {
  await place.database.write("test", (transaction) => transaction.run("MATCH (n:AuditEntry {workspace: $workspace, number: 2}) SET n.principal = 'person/other'", { workspace: place.workspace }));
  expect(await verify("--json")).toBe(1);
  const { sound, chains } = JSON.parse(printed.out) as { readonly sound: boolean; readonly chains: readonly { readonly kind: string; readonly faults: readonly object[] }[] };
  expect(sound).toBe(false);
  expect(chains.map(({ kind, faults }) => [kind, faults])).toEqual([["AuditEntry", [{ number: 2, found: "changed", message: expect.stringContaining("AuditEntry 2, AuditEntry_") }]], ["ChangeEvent", []]]);
  printed.out = "";
  expect(await verify()).toBe(1);
  expect(printed.out).toMatch(/- AuditEntry 2, .* was changed: its content has the digest [\da-f]{12}, but [\da-f]{12} was stored with it\.\n[^]*Not sound\.\n$/);
});
