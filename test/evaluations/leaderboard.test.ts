import { expect, test } from "vitest";
import { goodness, ranked, type Entry } from "../../src/evaluations/leaderboard.js";

const higher = { better: "HIGHER", target: null } as const;
const entry = (score: string, subject: string, value: number, rest: Partial<Entry> = {}): Entry =>
  ({ score, subject, value, protocol: "p", ordinal: 1, data: "d", split: null, judge: null, extraction: null, at: 0, ...rest });
const names = (entries: readonly Entry[], direction: Parameters<typeof ranked>[1] = higher) => ranked(entries, direction).map(({ score }) => score);

test("the best score of each subject counts, in the metric's direction", () => {
  const entries = [entry("a1", "a", 0.5), entry("a2", "a", 0.65), entry("b1", "b", 0.6), entry("c1", "c", 0.9)];
  expect(names(entries)).toEqual(["c1", "a2", "b1"]);
  expect(names(entries, { better: "LOWER", target: null })).toEqual(["a1", "b1", "c1"]);
  expect(names(entries, { better: "TARGET", target: 0.6 })).toEqual(["b1", "a2", "c1"]);
  expect(goodness(0.4, { better: "TARGET", target: 0.5 })).toBeCloseTo(-0.1);
});

test("scores of an older protocol are left out, those of an older version with the same one aren't", () => {
  const entries = [entry("old", "a", 0.9, { protocol: "q" }), entry("same", "a", 0.5, { ordinal: 2 }), entry("new", "b", 0.4, { ordinal: 3 })];
  expect(names(entries)).toEqual(["same", "new"]);
});

test("another judge, data set, split or extraction is another board: the one with most subjects is shown", () => {
  for (const other of [{ judge: "j" }, { data: "e" }, { split: "dev" }, { extraction: "strict" }])
    expect(names([entry("a", "a", 0.1), entry("b", "b", 0.2), entry("c", "c", 0.9, other)])).toEqual(["b", "a"]);
});

test("equal values stand newest first, and nothing is ranked where there is nothing", () => {
  expect(names([entry("a", "a", 0.5), entry("b", "b", 0.5, { at: 1 })])).toEqual(["b", "a"]);
  expect(names([])).toEqual([]);
});
