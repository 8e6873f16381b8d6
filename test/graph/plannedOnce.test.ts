import { expect, test } from "vitest";
import { plannedOnce } from "../../src/graph/plannedOnce.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Statements that are under way until they are told of their plan, and of their end. */
function statements() {
  const once = plannedOnce();
  const begun: { readonly name: string; readonly planned: (() => void) | null; readonly end: () => void; readonly fail: () => void }[] = [];
  const send = (text: string, name = text) => once(text, (planned) => new Promise<string>((resolve, reject) => begun.push({ name, planned, end: () => resolve(name), fail: () => reject(new Error(name)) })));
  return { send, begun, names: () => begun.map(({ name }) => name) };
}

test("of equal statements the first goes ahead until it is planned, then all others go at once; other statements don't wait", async () => {
  const { send, begun, names } = statements();
  const all = [send("a", "first"), send("a", "second"), send("a", "third"), send("b")];
  await settled();
  expect(names()).toEqual(["first", "b"]);
  begun[0]!.planned!();
  await settled();
  expect(names()).toEqual(["first", "b", "second", "third"]);
  expect(begun.slice(2).map(({ planned }) => planned)).toEqual([null, null]);
  begun.forEach(({ end }) => end());
  expect(await Promise.all(all)).toEqual(["first", "second", "third", "b"]);
});

test("where the first fails before it is planned, the next goes ahead", async () => {
  const { send, begun, names } = statements();
  const all = ["first", "second", "third"].map((name) => send("a", name));
  await settled();
  begun[0]!.fail();
  await expect(all[0]).rejects.toThrow("first");
  await settled();
  expect(names()).toEqual(["first", "second"]);
  begun[1]!.planned!();
  await settled();
  expect(names()).toEqual(["first", "second", "third"]);
  begun.slice(1).forEach(({ end }) => end());
  expect(await Promise.all(all.slice(1))).toEqual(["second", "third"]);
});
