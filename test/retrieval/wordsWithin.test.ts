import { expect, test } from "vitest";
import type { Class } from "../../src/retrieval/looks.js";
import { wordsWithin } from "../../src/retrieval/wordsWithin.js";

const named = (label: string, over: Partial<Class> = {}): Class =>
  ({ label, scope: "w/a", sensitivity: 1, embedder: "e", isPast: false, index: null, size: 1, collectionLabel: "Chunk_all", collectionIndex: null, collectionSize: 1_000, ...over });
const many = (count: number, over: Partial<Class> = {}) => Array.from({ length: count }, (_, at) => named(`Chunk_${at}`, over));

test("words are looked for in the text of chunks of the classes, which count nothing", () => {
  expect(wordsWithin("reset password^0.5", [named("Chunk_a"), named("Chunk_b", { isPast: true })])).toBe("+text:(reset password^0.5) +classes:(Chunk_a Chunk_b)^0");
});

test("where the classes are too many, their collections and what has ended are looked in", () => {
  expect(wordsWithin("reset", [...many(400), named("Chunk_past", { isPast: true })])).toBe("+text:(reset) +classes:(Chunk_all Chunk_past)^0");
  expect(wordsWithin("reset", many(401, { isPast: true }))).toBe("text:(reset)");
});

test("nothing is looked for where there is no word, or no class", () => {
  expect(wordsWithin("", [named("Chunk_a")])).toBe("");
  expect(wordsWithin("reset", [])).toBe("");
});
