import { expect, test } from "vitest";
import { push } from "../../src/ingest/push.js";
import { owner } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const database = await testDatabase();
const into = (workspace: string) => ({ graph: database.session(), workspace, principal: owner.principal, viewer: owner, request: "test" });
async function* stream(...lines: readonly (string | object)[]) {
  for (const line of lines) yield `${typeof line === "string" ? line : JSON.stringify(line)}\n`;
}

const lines = [
  { type: "Task", key: "reset-password", title: "Reset a password", parent: "accounts" },
  { type: "Task", key: "accounts", title: "Accounts" },
];

test("lines may refer to later lines, and the same lines again change nothing", async () => {
  const workspace = freshWorkspace();
  expect(await push(into(workspace), stream(...lines))).toEqual({ lines: 2, created: 2, updated: 0, unchanged: 0, problems: [] });
  expect(await push(into(workspace), stream(...lines))).toEqual({ lines: 2, created: 0, updated: 0, unchanged: 2, problems: [] });
});

test("each bad line is told with its number, field and reason; the others are written", async () => {
  const workspace = freshWorkspace();
  const report = await push(into(workspace), stream(lines[1]!, "{oops", "", { type: "Tasks", key: "x" }, { type: "Task", key: "y", title: 7 }, { type: "Task", key: "z", title: "Z", parent: "nowhere" }, lines[0]!));
  expect(report).toMatchObject({ lines: 6, created: 2 });
  expect(report.problems.map(({ line, key, path }) => [line, key, path])).toEqual([[2, null, null], [4, "x", "type"], [5, "y", "title"], [6, "z", "parent"]]);
  for (const { reason } of report.problems) expect(reason).toMatch(/\.$/);
});

test("a line is told what it rests on by key: numbers are those of lines", async () => {
  const report = await push(into(freshWorkspace()), stream("", { type: "Task", key: "child", title: "C", parent: "bad" }, "", { type: "Task", key: "bad", title: "B", parent: "nowhere" },
    { type: "Metric", key: "m", title: "M", better: "HIGHER" }, { type: "Metric", key: "m", title: "M", better: "LOWER" }));
  expect(report.problems.map(({ line, reason }) => [line, reason])).toEqual([
    [2, "Task:bad is not written; correct it first."], [4, expect.stringContaining('There is no Task "nowhere"')],
    [6, "Metric:m is given twice with different content; give it once."],
  ]);
});
