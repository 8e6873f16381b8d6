import { beforeAll, expect, test } from "vitest";
import { digestOf } from "../../src/entity/digest.js";
import type { Viewer } from "../../src/graph/viewer.js";
import type { Item } from "../../src/writes/load.js";
import { merge, undoMerge } from "../../src/writes/merge.js";
import { domain, freshPlace, model, over, task, type Place } from "./writing.js";

let at: Place;
let narrow: Viewer;
beforeAll(async () => {
  at = await freshPlace();
  narrow = over(at.workspace, ["mine", "other"]);
  await at.given(domain("mine"), domain("other"), domain("theirs"), task("hidden-task", { domains: ["theirs"] }));
});

const mine = (key: string, more: object = {}) => task(key, { domains: ["mine"], ...more });
const refused = async (item: Item) => {
  const { errors } = await at.write([item], {}, narrow);
  expect(errors).toHaveLength(1);
  return errors[0]!;
};
const parents = (key: string) => at.ask("MATCH (:Task {workspace: $workspace, key: $key})-[r:SUBTASK_OF]->(m) WHERE r.validTo IS NULL RETURN m.key", { key });
const domains = (key: string) => at.ask("MATCH (:Task {workspace: $workspace, key: $key})-[r:IN_DOMAIN]->(m) WHERE r.validTo IS NULL RETURN m.key ORDER BY m.key", { key });

test("an audit entry names an end only where all its readers may see it, else its digest stands for it", async () => {
  await at.given(mine("seen"), mine("restricted", { sensitivity: "RESTRICTED" }), mine("audited"));
  for (const parent of ["hidden-task", "seen", "restricted"]) await at.write([{ type: "Task", key: "audited", parent }], { action: "reparent" });
  const entries = await at.ask("MATCH (n:AuditEntry {workspace: $workspace, action: 'reparent', target: 'Task:audited'}) RETURN [n.before, n.after] ORDER BY n.at");
  const [hidden, restricted] = [digestOf("Task:hidden-task"), digestOf("Task:restricted")];
  expect(entries).toEqual([
    [null, JSON.stringify({ edges: [["SUBTASK_OF", hidden, {}]] })],
    [JSON.stringify({ edges: [`SUBTASK_OF ${hidden}`] }), JSON.stringify({ edges: [["SUBTASK_OF", "Task:seen", {}]] })],
    [JSON.stringify({ edges: ["SUBTASK_OF Task:seen"] }), JSON.stringify({ edges: [["SUBTASK_OF", restricted, {}]] })],
  ]);
});

test("a circle is told without the names of steps that its writer doesn't see", async () => {
  await at.given(mine("top"), task("between", { domains: ["theirs"], parent: "top" }), mine("bottom", { parent: "between" }));
  expect((await refused({ type: "Task", key: "top", parent: "bottom" })).message).toContain("Task:top > Task:bottom > … > Task:top.");
});

test("a home domain that isn't among a task's is told with the domains that its writer sees", async () => {
  await at.given(task("at-home", { domains: ["mine", "theirs"] }));
  const { path, message } = await refused({ type: "Task", key: "at-home", homeDomain: "other" });
  expect(path).toBe("homeDomain");
  expect(message).toContain("the domains are mine;");
});

test("a list leaves edges to ends alone that its writer doesn't see, and replaces the others", async () => {
  await at.given(task("listed", { domains: ["mine", "other", "theirs"] }));
  expect(await at.write([{ type: "Task", key: "listed", domains: ["mine"] }], {}, narrow)).toMatchObject({ updated: 1, errors: [] });
  expect(await domains("listed")).toEqual(["mine", "theirs"]);
  expect(await at.write([{ type: "Task", key: "listed", domains: ["mine"] }], {}, narrow)).toMatchObject({ unchanged: 1, errors: [] });
});

test("a hidden parent isn't cleared by who doesn't see it; another parent takes its place, as there is one at a time", async () => {
  await at.given(mine("child", { parent: "hidden-task" }), mine("new-parent"));
  expect(await at.write([{ type: "Task", key: "child", parent: null }], {}, narrow)).toMatchObject({ unchanged: 1, errors: [] });
  expect(await parents("child")).toEqual(["hidden-task"]);
  expect(await at.write([{ type: "Task", key: "child", parent: "new-parent" }], {}, narrow)).toMatchObject({ updated: 1, errors: [] });
  expect(await parents("child")).toEqual(["new-parent"]);
});

test("what was merged into something hidden doesn't name it, nor does its audit entry", async () => {
  await at.given(model("left", { homeDomain: "mine" }), model("third", { homeDomain: "mine" }), model("hidden-model", { homeDomain: "theirs" }));
  await merge(at.context(), "Model", "left", "hidden-model");
  const said = await Promise.all([
    refused(model("left", { title: "again" })).then(({ message }) => message),
    ...[merge(at.context(narrow), "Model", "left", "third"), undoMerge(at.context(narrow), "Model", "left")].map((each) => each.then(() => "done", (error: Error) => error.message)),
  ]);
  expect(said).toEqual([expect.stringContaining("was merged into another;"), expect.stringContaining("was merged into another already"), expect.stringContaining("can't be written by you")]);
  for (const message of said) expect(message).not.toContain("hidden-model");
  expect(await at.ask("MATCH (n:AuditEntry {workspace: $workspace, action: 'merge'}) RETURN n.after")).toEqual([JSON.stringify({ sameAs: digestOf("Model:hidden-model") })]);
  await expect(merge(at.context(), "Model", "left", "third")).rejects.toThrow("undo that first, or give hidden-model");
});

test("a hidden version is forbidden before anything is told of it, and its ordinal is taken by nobody in particular", async () => {
  await at.given(mine("t"), { type: "Prompt", key: "p", title: "P", task: "t" }, { type: "PromptVersion", key: "p@secret", template: "hidden words", sensitivity: "RESTRICTED" });
  const version = (key: string, template: string, more: object = {}): Item => ({ type: "PromptVersion", key, template, ...more });
  for (const template of ["other words", "hidden words"]) {
    const { code, message } = await refused(version("p@secret", template));
    expect(code).toBe("FORBIDDEN");
    expect(message).not.toMatch(/[0-9a-f]{64}/);
  }
  const { code, path, message } = await refused(version("p@open", "other words", { ordinal: 1 }));
  expect([code, path, message]).toEqual(["CONFLICT", "ordinal", "The ordinal 1 is taken already; give another, or none for the next."]);
  expect(await at.write([version("p", "hidden words")], {}, narrow)).toMatchObject({ created: 1, errors: [] });
  expect(await at.ask("MATCH (v:PromptVersion {workspace: $workspace}) RETURN v.key ORDER BY v.ordinal")).toEqual(["p@secret", "p@2"]);
});
