import { expect, test } from "vitest";
import type { Class } from "../../src/retrieval/looks.js";
import { wordsWithin } from "../../src/retrieval/wordsWithin.js";

const named = (label: string, over: Partial<Class> = {}): Class =>
  ({ label, scope: "w/a", sensitivity: 1, embedder: "e", isPast: false, index: null, size: 1, collectionLabel: "Chunk_all", collectionIndex: null, collectionSize: 1_000, ...over });
const many = (count: number, over: Partial<Class> = {}) => Array.from({ length: count }, (_, at) => named(`Chunk_${at}`, over));

test("words are looked for in the text of chunks of the classes, which count nothing", () => {
  expect(wordsWithin("reset password^0.5", [named("Chunk_a"), named("Chunk_b", { isPast: true })])).toBe("+(text:(reset password^0.5) classes:none) +classes:(Chunk_a Chunk_b)^0");
});

test("where the classes are too many, their collections and what has ended are looked in", () => {
  expect(wordsWithin("reset", [...many(400), named("Chunk_past", { isPast: true })])).toBe("+(text:(reset) classes:none) +classes:(Chunk_all Chunk_past)^0");
  expect(wordsWithin("reset", many(401, { isPast: true }))).toBe("text:(reset)");
});

test("of long texts fewer classes have room beside the words", () => {
  const words = Array.from({ length: 800 }, (_, at) => `w${at}`).join(" ");
  expect(wordsWithin(words, many(200))).toContain(" Chunk_199)^0");
  expect(wordsWithin(words, many(201))).toContain("+classes:(Chunk_all)^0");
  expect(wordsWithin("密".repeat(1_000), many(1))).toBe(`text:(${"密".repeat(1_000)})`);
});

test("nothing is looked for where there is no word, or no class", () => {
  expect(wordsWithin("", [named("Chunk_a")])).toBe("");
  expect(wordsWithin("reset", [])).toBe("");
});
