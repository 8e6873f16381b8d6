import { expect, test } from "vitest";
import type { Ranked } from "../../src/retrieval/pack.js";
import { documentsOf } from "../../src/retrieval/ranking.js";

const chunk = (documentKey: string, fullText: number | null, dense: number | null, score: number) => ({ documentKey, fullText, dense, score }) as Ranked;

test("a document has the score of its best chunk in each channel", () => {
  const ranked = [chunk("parted", 9, 0.5, 0.7), chunk("whole", 8, 0.8, 0.65), chunk("parted", null, 0.9, 0.5), chunk("neither", null, null, 0)];
  const found = documentsOf(ranked, { alpha: 0.5 }, 10);
  expect(found.map(({ document }) => document)).toEqual(["parted", "whole", "neither"]);
  expect(found[0]!.score).toBe(1);
  expect(found[1]!.score).toBeCloseTo(0.5 * (8 / 9), 12);
  expect(documentsOf(ranked, { alpha: 1 }, 1)).toEqual([{ document: "parted", score: 1 }]);
});

test("ties go by key, so that a run is the same each time", () => {
  expect(documentsOf([chunk("b", 1, null, 1), chunk("a", 1, null, 1)], { alpha: 1 }, 2).map(({ document }) => document)).toEqual(["a", "b"]);
});
