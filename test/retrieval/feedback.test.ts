import { expect, test } from "vitest";
import { clausesOf } from "../../src/graph/luceneWords.js";
import { expanded } from "../../src/retrieval/feedback.js";
import { defaultSettings } from "../../src/retrieval/settings.js";

const settings = { ...defaultSettings, floor: 0.5, feedbackChunks: 2, feedbackTerms: 2, feedbackWeight: 0.5 };
const chunk = (text: string, score: number, dense: number | null = 0.7) => ({ text, score, dense });
const weights = (query: string | null) => Object.fromEntries(query!.split(" ").map((part) => part.split("^")).map(([word, weight]) => [word, Number(weight)]));

test("words of the best chunks that few other candidates have join those asked for, with half of the weight", () => {
  const found = weights(expanded("ink", [
    chunk("the printer cartridge", 1), chunk("the printer cartridge", 0.9), chunk("the password of the printer", 0.4), chunk("the mail", 0.3), chunk("the door", 0.2),
  ], settings));
  expect(Object.keys(found)).toEqual(["ink", "cartridge", "printer"]);
  expect(found["ink"]).toBe(0.5);
  expect(found["cartridge"]! + found["printer"]!).toBeCloseTo(0.5, 5);
  expect(found["cartridge"]).toBeGreaterThan(found["printer"]!);
});

test("weights are those of the relevance model: shares of words by the chunks' scores, times how rare they are", () => {
  const found = weights(expanded("x", [chunk("a b", 1), chunk("a", 0.5), chunk("c", 0.1)], settings));
  const [a, b] = [(1 / 2 + 0.5) * Math.log(4 / 2), (1 / 2) * Math.log(4 / 1)];
  expect(found["a"]).toBeCloseTo((0.5 * a) / (a + b), 5);
  expect(found["b"]).toBeCloseTo((0.5 * b) / (a + b), 5);
});

test.each([
  ["no chunk is as near as the floor", [chunk("toner", 1, 0.4), chunk("toner", 0.9, null)], settings],
  ["nothing was found", [], settings],
  ["it is off", [chunk("toner", 1)], { ...settings, feedbackChunks: 0 }],
  ["it has no weight", [chunk("toner", 1)], { ...settings, feedbackWeight: 0 }],
])("nothing is added where %s", (_, ranked, own) => expect(expanded("toner", ranked, own)).toBeNull());

test("nothing in a chunk is an operator, and a query without words stays as it is", () => {
  expect(expanded("toner", [chunk("a^9 OR \"b\" (c:d) -e", 1)], { ...settings, feedbackTerms: 9 })).toMatch(/^toner\^0\.5\d*( [a-z0-9]+\^0\.\d+)+$/);
  expect(expanded("?!", [chunk("toner", 1)], settings)).toBeNull();
});

test("words of ideographs, each of which Lucene asks for, are taken as far as it takes so many", () => {
  const text = Array.from({ length: 60 }, (_, word) => Array.from({ length: 18 }, (_, at) => String.fromCodePoint(0x4e00 + word * 18 + at)).join("")).join("。");
  const query = expanded("墨", [chunk(text, 1)], { ...settings, feedbackTerms: 50 })!;
  expect(query.split(" ").length).toBe(1 + Math.floor(599 / 18));
  expect(clausesOf(query)).toBeLessThanOrEqual(600);
  expect(expanded("墨".repeat(601), [chunk(text, 1)], { ...settings, feedbackTerms: 50 })).toBeNull();
});
