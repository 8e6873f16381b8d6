import { expect, test } from "vitest";
import { lending } from "../../src/retrieval/lending.js";
import type { Edges } from "../../src/retrieval/links.js";

const ofDocument = (relationship: string) => (from: string, ...to: readonly string[]): Edges => ({ from, kind: "Document", relationship, to });
const [names, holds, about] = [ofDocument("MENTIONS"), ofDocument("PART_OF"), ofDocument("ABOUT")];
const shares = (from: string, ...to: readonly string[]): Edges => ({ from, kind: "Term", relationship: "MENTIONS", to });
const seed = (id: string, share: number) => ({ id, document: `${id}'s`, share });
const all = { has: (id: string) => /^[a-z]+$/.test(id) };
const told = (steps: readonly { readonly relationship: string; readonly id: string }[]) => steps.map(({ relationship, id }) => `${relationship} ${id}`);

test("a passage lends to the one whose title it names, and says by which edges", () => {
  const lent = lending([names("Ship", "ana"), holds("Ship", "yard")], [seed("ana", 1)], all);
  expect([...lent]).toEqual([["yard", { graph: 1, via: [{ relationship: "PART_OF", id: "Ship" }, { relationship: "MENTIONS", id: "ana" }] }]]);
});

test("a passage lends to those that name its own document", () => {
  const lent = lending([names("ana's", "bo")], [seed("ana", 1)], all);
  expect(told(lent.get("bo")!.via)).toEqual(["MENTIONS ana's", "PART_OF ana"]);
});

test("what a seed has from itself isn't lent: its own edges don't lift it", () => {
  const edges = [names("Ship", "ana"), holds("Ship", "yard"), shares("Ink", "ana", "x", "y")];
  expect(lending(edges, [seed("ana", 1)], all).has("ana")).toBe(false);
  const two = lending([shares("Ink", "ana", "bo")], [seed("ana", 0.6), seed("bo", 0.4), seed("cy", 0)], all);
  expect([two.get("bo")!.graph, two.get("ana")!.graph]).toEqual([expect.closeTo(1 / 3, 5), expect.closeTo((1 / 3) * (0.4 / 0.6), 5)]);
  expect(told(two.get("ana")!.via)).toEqual(["MENTIONS Ink", "MENTIONS bo"]);
  expect(two.has("cy")).toBe(false);
});

test("a title lends more than a phrase that documents share, and a phrase of few more than one of many", () => {
  const lent = lending([names("Ship", "ana"), holds("Ship", "yard"), shares("Ink", "ana", "printer"), shares("Paper", "ana", "shelf", "desk", "door", "hall")], [seed("ana", 1)], all);
  const graph = (id: string) => lent.get(id)!.graph;
  expect(graph("yard")).toBeGreaterThan(graph("printer"));
  expect(graph("printer")).toBeGreaterThan(graph("shelf"));
});

test("the chunks of a named document share what is lent to it", () => {
  const lent = lending([names("Ship", "ana"), holds("Ship", "bow", "stern"), names("Inn", "ana"), holds("Inn", "bar")], [seed("ana", 1)], all);
  expect(lent.get("bow")!.graph).toBeCloseTo(lent.get("stern")!.graph, 6);
  expect(lent.get("bar")!.graph / lent.get("bow")!.graph).toBeCloseTo(2, 4);
});

test("the seed that the query found better lends more, and is the one that is named", () => {
  const lent = lending([names("Ship", "ana"), holds("Ship", "yard"), names("Inn", "bo"), holds("Inn", "bar"), names("Road", "ana", "bo"), holds("Road", "way")], [seed("ana", 0.8), seed("bo", 0.2)], all);
  expect(lent.get("yard")!.graph).toBeGreaterThan(lent.get("bar")!.graph);
  expect(told(lent.get("way")!.via)).toEqual(["PART_OF Road", "MENTIONS ana"]);
});

test("the way to a task's other documents leads over what they are about", () => {
  const lent = lending([about("ana's", "Child"), { from: "Child", kind: "Task", relationship: "SUBTASK_OF", to: ["Parent"] }, about("Two", "Parent"), holds("Two", "b")], [seed("ana", 1)], all);
  expect(told(lent.get("b")!.via)).toEqual(["PART_OF Two", "ABOUT Parent", "SUBTASK_OF Child", "ABOUT ana's", "PART_OF ana"]);
});

test("what hardly anything is lent to isn't lifted as if it were much", () => {
  const far = lending([shares("Ink", "ana", ..."bcdefghijklmnopqrstuvwx")], [seed("ana", 1)], all);
  expect(Math.max(...[...far.values()].map(({ graph }) => graph))).toBeLessThan(0.5);
});

test("where nothing but phrases joins chunks, none gets the whole", () => {
  const phrases = [shares("Ink", "ana", "bo"), shares("Toner", "ana", "bo")];
  expect(lending(phrases, [seed("ana", 1)], all).get("bo")!.graph).toBeCloseTo(1 / 3, 5);
  expect(lending([...phrases, names("Ship", "ana"), holds("Ship", "yard")], [seed("ana", 1)], all).get("yard")!.graph).toBe(1);
});

test("a chunk that may not be used is on no edge", () => {
  const edges = [names("Ship", "ana"), holds("Ship", "gone"), names("Inn", "gone"), holds("Inn", "bar"), shares("Ink", "gone", "x")];
  expect(lending(edges, [seed("ana", 1)], { has: (id) => all.has(id) && id !== "gone" }).size).toBe(0);
});

test("without edges nothing is lent", () => expect(lending([], [seed("a", 0.5), seed("b", 0.5)], all).size).toBe(0));
