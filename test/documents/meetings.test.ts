import { expect, test } from "vitest";
import { meetings } from "../../src/documents/meetings.js";

const parents = new Map([["network", "it"], ["desk", "it"], ["it", "root"], ["finance", "root"]]);
const met = (...documents: readonly (readonly [domain: string, sensitivity: number])[]) => Object.fromEntries(meetings(documents.map(([domain, sensitivity]) => ({ domain, sensitivity })), parents));

test("documents meet in the lowest domain above both, seen by who sees the second of them", () => {
  expect(met(["network", 1], ["network", 2])).toEqual({ network: 2 });
  expect(met(["network", 1], ["desk", 1])).toEqual({ it: 1 });
  expect(met(["network", 0], ["it", 3])).toEqual({ it: 3 });
  expect(met(["network", 1], ["finance", 1])).toEqual({ root: 1 });
});

test("several meet wherever two of them do, and nowhere above where only those met before come along", () => {
  expect(met(["network", 1], ["network", 1], ["desk", 0])).toEqual({ network: 1, it: 1 });
  expect(met(["network", 2], ["network", 2], ["desk", 0], ["finance", 3])).toEqual({ network: 2, it: 2, root: 2 });
});

test("one alone meets none, nor do those in trees apart", () => {
  expect(met(["network", 1])).toEqual({});
  expect(met(["network", 1], ["elsewhere", 1])).toEqual({});
});

test("a circle of domains ends", () => {
  expect(Object.fromEntries(meetings([{ domain: "a", sensitivity: 1 }, { domain: "b", sensitivity: 1 }], new Map([["a", "b"], ["b", "a"]])))).toEqual({ a: 1, b: 1 });
});
