import { buildSchema } from "graphql";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { schema } from "../support/ask.js";
import { hardBreaks } from "../support/breaks.js";

test("nothing of the released schema breaks that wasn't deprecated there (a release copies schema.graphql to released.graphql)", () => {
  expect(hardBreaks(buildSchema(readFileSync("schema/released.graphql", "utf8")), schema())).toEqual([]);
});

const old = `
  type Query { thing(key: String, kind: Kind, old: Int @deprecated(reason: "Nobody needs it.")): Thing, past: Past @deprecated(reason: "Use thing."), things(filter: Filter): [Thing!]! }
  type Thing { title: String!, name: String @deprecated(reason: "Use title."), size: Int }
  type Past { at: String }
  input Filter { title: String, name: String @deprecated(reason: "Use title.") }
  enum Kind { A B C @deprecated(reason: "Use B.") }
`;
const changed = (from: string, to: string) => hardBreaks(buildSchema(old), buildSchema(old.replace(from, to)));

test.each([
  ["a field", "size: Int", "", "Thing.size was removed."],
  ["a field's type", "size: Int", "size: String", "Thing.size changed type from Int to String."],
  ["a promise of a value", "title: String!, name", "title: String, name", "Thing.title changed type from String! to String."],
  ["an argument", "key: String, ", "", "Query.thing arg key was removed."],
  ["an argument that is now needed", "kind: Kind", "kind: Kind!", "Query.thing arg kind has changed type from Kind to Kind!."],
  ["a new argument that is needed", "key: String, ", "key: String, more: Int!, ", "A required arg more on Query.thing was added."],
  ["a value", "{ A B", "{ A", "B was removed from enum type Kind."],
  ["a field of an input", "input Filter { title: String, ", "input Filter { ", "Filter.title was removed."],
])("%s breaks where it wasn't deprecated first", (_what, from, to, expected) => {
  expect(changed(from, to)).toEqual([expected]);
});

test("a type breaks while anything that isn't deprecated leads to it", () => {
  const gone = (source: string) => source.replace("type Past { at: String }", "");
  const without = (source: string) => gone(source.replace('past: Past @deprecated(reason: "Use thing."), ', ""));
  expect(hardBreaks(buildSchema(old), buildSchema(without(old)))).toEqual([]);
  const held = old.replace("size: Int", "size: Int, past: Past");
  expect(hardBreaks(buildSchema(held), buildSchema(without(held).replace(", past: Past", "")))).toEqual(["Past was removed.", "Thing.past was removed."]);
});

test.each([
  ["a field that was deprecated", 'name: String @deprecated(reason: "Use title."), size', "size"],
  ["its change of type", 'name: String @deprecated(reason: "Use title."), size', "name: Int, size"],
  ["an argument that was deprecated", ', old: Int @deprecated(reason: "Nobody needs it.")', ""],
  ["a value that was deprecated", ' C @deprecated(reason: "Use B.")', ""],
  ["a field of an input that was deprecated", ', name: String @deprecated(reason: "Use title.") }', " }"],
  ["a new field, argument and value", "size: Int", "size(in: Unit = CM): Int, weight: Int } enum Unit { CM"],
  ["a promise more", "size: Int", "size: Int!"],
])("%s breaks nothing", (_what, from, to) => expect(changed(from, to)).toEqual([]));
