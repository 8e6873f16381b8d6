import { expect, test } from "vitest";
import { convex, type Channels } from "../../src/retrieval/fusion.js";

const found = (key: string, fullText: number | null, dense: number | null, more: Partial<Channels> = {}) => ({ key, fullText, dense, ...more });
const scores = (all: readonly { readonly key: string; readonly score: number }[]) => Object.fromEntries(all.map(({ key, score }) => [key, Number(score.toFixed(6))]));

test("full text counts from 0, cosines from the least that the channels found", () => {
  expect(scores(convex([found("a", 8, 0.5), found("b", 4, 0.9), found("c", null, 0.6), found("d", 2, null)], 0.4))).toEqual({ a: 0.4, b: 0.8, c: 0.15, d: 0.1 });
});

test("the graph's share is only there where something is lent, and what it brings doesn't move the scale", () => {
  const both = [found("a", 8, 0.5), found("b", 4, 0.9)];
  expect(scores(convex(both, 0.4, 0.25))).toEqual(scores(convex(both, 0.4)));
  const brought = [found("near", null, 0.95, { graph: 1, isBrought: true }), found("far", null, 0.1, { graph: 0.5, isBrought: true })];
  expect(scores(convex([...both, ...brought], 0.4, 0.25))).toEqual({ a: 0.3, b: 0.6, near: 0.7, far: 0.125 });
});

test("beside a single cosine what the graph brings counts by whether it is as near", () => {
  const hop = [found("named", 3, 0.8), found("as near", null, 0.8, { graph: 1, isBrought: true }), found("further", null, 0.79, { graph: 1, isBrought: true })];
  expect(scores(convex(hop, 0.4, 0.3))).toEqual({ named: 0.7, "as near": 0.72, further: 0.3 });
});
