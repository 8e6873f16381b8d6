import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { beforeAll, expect, test } from "vitest";
import { databaseAddress, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";
import { call, connected, demoWorld } from "./demo.js";

withModel();
let workspace: string;
let env: Record<string, string>;
beforeAll(async () => {
  workspace = await demoWorld(await testDatabase());
  const { uri, user, password } = await databaseAddress();
  env = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password };
});
const args = (...more: readonly string[]) => ["bin/evalgraph.js", "mcp", "--workspace", workspace, ...more];

test("a client that starts the command has tools, prompts and documents", async () => {
  const client = await connected(new StdioClientTransport({ command: process.execPath, args: args(), env, stderr: "ignore" }));
  expect((await client.listTools()).tools).toHaveLength(11);
  expect((await call(client, "task", { key: "reset-password" })).data["task"].title).toBe("Reset a password");
  expect(await call(client, "task", { key: "no-such-task" })).toMatchObject({ isError: true });
  expect((await client.listPrompts()).prompts.length).toBeGreaterThan(0);
  const { resources } = await client.listResources();
  expect((await client.readResource({ uri: resources[0]!.uri })).contents).toHaveLength(1);
  const at = "2026-11-05T00:00:00Z";
  const evaluation = { subject: { type: "SystemVersion", key: "it-assistant@2026.10" }, taskVersion: "unlock-account@1", at, scores: [{ metric: "answer-correctness", value: 0.5, n: 20 }] };
  expect((await call(client, "record_evaluations", { evaluations: [evaluation] })).data["recordEvaluations"].errors).toEqual([]);
  expect((await call(client, "evaluations", { task: "unlock-account", metric: "answer-correctness", first: 1 })).data["evaluations"].nodes[0].at).toContain("2026-11-05");
});

test("it acts as the principal that it is started for", async () => {
  const client = await connected(new StdioClientTransport({ command: process.execPath, args: args("--as", "person/network-engineer"), env, stderr: "ignore" }));
  expect(await call(client, "task", { key: "reset-password" })).toMatchObject({ isError: true, text: expect.stringContaining("to be seen by you") });
});

/** What the command writes for these lines, and how it ends. */
async function piped(lines: readonly string[], more: readonly string[] = []) {
  const child = spawn(process.execPath, args(...more), { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const [out, told, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, told, code: code as number };
}
const message = (id: number, method: string, params: object) => JSON.stringify({ jsonrpc: "2.0", id, method, params });

test("nothing but messages is written, what was asked before the input ended is answered, and a line that is none is passed over", async () => {
  const { out, code } = await piped([
    message(1, "initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } }), "not a message", "{}",
    message(2, "tools/call", { name: "search", arguments: { text: "password" } }), message(3, "prompts/get", { name: "answer-from-knowledge-base", arguments: { question: "VPN error 809?" } }),
  ]);
  const messages = out.trimEnd().split("\n").map((line) => JSON.parse(line) as { readonly id: number; readonly result?: Record<string, unknown> }).sort((a, b) => a.id - b.id);
  expect(messages.map(({ id, result }) => [id, Object.keys(result ?? {}).sort()])).toEqual([[1, ["capabilities", "instructions", "protocolVersion", "serverInfo"]], [2, ["content", "structuredContent"]], [3, ["_meta", "description", "messages"]]]);
  expect(code).toBe(0);
});

test("a principal that nobody knows ends it in a sentence, on standard error", async () => {
  const { out, told, code } = await piped([], ["--as", "person/nobody"]);
  expect([out, told.trimEnd().split("\n").at(-1), code]).toEqual(["", expect.stringContaining('No workspace knows the principal "person/nobody"'), 1]);
});
