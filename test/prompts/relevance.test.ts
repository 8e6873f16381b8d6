import { expect, test } from "vitest";
import { byRelevance, type Candidate } from "../../src/prompts/relevance.js";

const at = (degrees: number): Float32Array => Float32Array.from([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);
const candidate = (key: string, degrees: number, label: string | null = null): Candidate => ({ key, label, vector: at(degrees) });
const keys = (found: readonly Candidate[]) => found.map(({ key }) => key).join(" ");

test("with a weight of 1 only nearness counts, and of equals the first by key", () => {
  expect(keys(byRelevance(at(0), [candidate("far", 80), candidate("b", 10), candidate("a", 10), candidate("near", 1)], 1))).toBe("near a b far");
});

test("what says the same as one that is taken already waits for what says something else", () => {
  const all = [candidate("one", 10), candidate("twin", 11), candidate("other", -30)];
  expect(keys(byRelevance(at(0), all, 0.5))).toBe("one other twin");
  expect(keys(byRelevance(at(0), all, 0.5, { taken: [candidate("shown", 12)] }))).toBe("other one twin");
});

test("labels take turns, those of what is in anyway included", () => {
  const all = [candidate("a1", 1, "a"), candidate("a2", 2, "a"), candidate("a3", 3, "a"), candidate("b1", 60, "b"), candidate("c1", 70, "c")];
  expect(keys(byRelevance(at(0), all, 1))).toBe("a1 b1 c1 a2 a3");
  expect(keys(byRelevance(at(0), all, 1, { taken: [candidate("shown", 0, "a")], most: 4 }))).toBe("b1 c1 a1 a2");
});

test("the order in which candidates come doesn't matter", () => {
  const all = Array.from({ length: 20 }, (_, n) => candidate(`k${n}`, (n * 37) % 90, `l${n % 3}`));
  expect(keys(byRelevance(at(20), [...all].reverse(), 0.7))).toBe(keys(byRelevance(at(20), all, 0.7)));
});
