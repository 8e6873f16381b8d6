import { expect, test } from "vitest";
import { looks, type Class } from "../../src/retrieval/looks.js";

const asked = { embedder: "e", candidates: 100, corpora: [], languages: [], domains: [] };
const ofSize = (size: number, over: Partial<Class> = {}): Class =>
  ({ label: `Chunk_${size}`, scope: `w/${size}`, sensitivity: 1, embedder: "e", isPast: false, index: `of_${size}`, size, collectionLabel: "Chunk_all", collectionIndex: "of_all", collectionSize: 1_000, ...over });
const small = (size: number, over: Partial<Class> = {}): Class => ofSize(size, { index: null, ...over });
const first = (known: readonly Class[], over: Partial<typeof asked> = {}) => looks(known, { ...asked, ...over }).map(({ indexes, most }) => [indexes.join(), most])[0];

test("one class is asked by its own index, and for more where that wasn't enough", () => {
  expect(looks([ofSize(600)], asked)).toEqual([100, 400, 1_600].map((most) => ({ indexes: ["of_600"], places: [], most })));
});

test("who sees all of a collection of several classes asks its index once, and then those", () => {
  expect(looks([ofSize(600), ofSize(400)], asked).map(({ indexes, most }) => [indexes.join(), most])).toEqual([["of_all", 100], ["of_600,of_400", 100], ["of_600,of_400", 400], ["of_600,of_400", 1_600]]);
});

test("who sees a part of it asks for as much more of it, unless its classes tell of less", () => {
  expect(first([ofSize(500), ofSize(300)])).toEqual(["of_all", 188]);
  expect(first([ofSize(300), ofSize(200)])).toEqual(["of_300,of_200", 100]);
  expect(first([ofSize(90), ofSize(80)], { candidates: 1_000 })).toEqual(["of_90,of_80", 1_000]);
  expect(first([ofSize(600), ofSize(400)], { candidates: 10 })).toEqual(["of_all", 100]);
});

test("classes without an index count with all their chunks, and aren't searched beside the collection", () => {
  const known = Array.from({ length: 10 }, (_, at) => small(90 + at));
  expect(looks(known, asked)[0]).toEqual({ indexes: ["of_all"], places: [], most: Math.ceil(150_000 / 945) });
  expect(first([small(60), small(50)])).toEqual(["", 100]);
});

test("those of another embedder are searched one by one, so that they are noticed, and the collection is that of the one asked with", () => {
  const other = small(5, { embedder: "other", collectionIndex: "of_others", collectionSize: 5 });
  const [look] = looks([other, ofSize(600), ofSize(400)], asked);
  expect(look).toEqual({ indexes: ["of_all"], places: [{ scope: "w/5", sensitivity: 1, labels: ["Chunk_5"] }], most: 100 });
});

test.each([{ corpora: ["a"] }, { languages: ["en"] }, { domains: ["d"] }])("with the filter %o nobody knows what is left of a collection, and classes are asked", (filter) => {
  expect(looks([ofSize(600), ofSize(400)], { ...asked, ...filter })[0]!.indexes).toEqual(["of_600", "of_400"]);
});

test("past classes are asked beside the collection or the current ones, and a place that both are in is looked at once", () => {
  const past = ofSize(700, { isPast: true, scope: "w/400", label: "Chunk_past" });
  const [first, second] = looks([past, small(50, { isPast: true, scope: "w/400" }), ofSize(600), ofSize(400)], asked);
  expect(first).toEqual({ indexes: ["of_all", "of_700"], places: [{ scope: "w/400", sensitivity: 1, labels: ["Chunk_50"] }], most: 100 });
  expect(second!.indexes).toEqual(["of_700", "of_600", "of_400"]);
  expect(looks([{ ...past, index: null }, small(90, { scope: "w/400" })], asked)[0]).toEqual({ indexes: [], places: [{ scope: "w/400", sensitivity: 1, labels: ["Chunk_past", "Chunk_90"] }], most: 100 });
});

test("without an index of the collection, or a size of what is seen, classes are asked", () => {
  expect(looks([ofSize(600, { collectionIndex: null }), ofSize(400, { collectionIndex: null })], asked)[0]!.indexes).toEqual(["of_600", "of_400"]);
  expect(looks([ofSize(0), ofSize(0)], asked)[0]!.indexes).toEqual(["of_0", "of_0"]);
  expect(looks([], asked)[0]).toEqual({ indexes: [], places: [], most: 100 });
});
