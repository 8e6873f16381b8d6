import { describe, expect, test } from "vitest";
import { convex } from "../../src/retrieval/fusion.js";
import { pack, type Budget, type Ranked } from "../../src/retrieval/pack.js";
import { passages } from "../../src/retrieval/passages.js";
import { rendered } from "../../src/retrieval/render.js";
import { defaultSettings } from "../../src/retrieval/settings.js";
import { jaccard, shingles } from "../../src/retrieval/similarity.js";

describe("convex fusion", () => {
  const score = (found: Parameters<typeof convex>[0], alpha = 0.5) => convex(found, alpha).map((each) => [each.key, Number(each.score.toFixed(3))]);

  test("mixes both channels, each brought to 0 to 1", () => {
    expect(score([{ key: "a", fullText: 10, dense: 0.5 }, { key: "b", fullText: 5, dense: 0.9 }, { key: "c", fullText: null, dense: 0.7 }]))
      .toEqual([["b", 0.75], ["a", 0.5], ["c", 0.25]]);
  });
  test("goes by one channel alone at its ends", () => {
    const found = [{ key: "a", fullText: 10, dense: 0.5 }, { key: "b", fullText: 5, dense: 0.9 }];
    expect(score(found, 1).map(([key]) => key)).toEqual(["a", "b"]);
    expect(score(found, 0).map(([key]) => key)).toEqual(["b", "a"]);
  });
  test("breaks ties by key, and makes no number of nothing", () => {
    expect(score([{ key: "b", fullText: null, dense: 0.4 }, { key: "a", fullText: null, dense: 0.4 }])).toEqual([["a", 0.5], ["b", 0.5]]);
    expect(score([{ key: "a", fullText: null, dense: null }])).toEqual([["a", 0]]);
    expect(score([])).toEqual([]);
  });
});

const chunk = (key: string, over: Partial<Ranked> = {}): Ranked => ({
  id: `Chunk_${key}`, key, text: `Text of ${key} says this and that about ${key}.`, start: 0, end: 40, next: null, versionId: `v-${key}`, versionKey: `${key}@1`,
  documentId: `d-${key}`, documentKey: key, title: key, fullText: 1, dense: 0.8, score: 0.5, ...over,
});
const tens: Budget = { maxTokens: 100, cost: () => 10, bound: () => Infinity };
const keys = (some: readonly Ranked[]) => some.map(({ key }) => key);
const left = ({ leftOut }: ReturnType<typeof pack>) => leftOut.map(({ candidate, reason }) => `${candidate.key} ${reason}`);

describe("packing", () => {
  test("takes the best until the budget is full, and a short one where a long one doesn't fit", () => {
    const packed = pack([chunk("a"), chunk("long"), chunk("b")], defaultSettings, { ...tens, maxTokens: 25, cost: ({ key }) => (key === "long" ? 20 : 10) });
    expect(keys(packed.taken)).toEqual(["a", "b"]);
    expect(left(packed)).toEqual(["long BUDGET"]);
  });
  test("leaves out what is not about the query, or has no vector to tell by", () => {
    const packed = pack([chunk("a"), chunk("far", { dense: 0.2 }), chunk("none", { dense: null })], defaultSettings, tens);
    expect(left(packed)).toEqual(["far FLOOR", "none FLOOR"]);
  });
  test("leaves out what another says already", () => {
    const text = "Hold the power button for ten seconds until the light goes off.";
    const packed = pack([chunk("a", { text }), chunk("b", { text: `${text} ` }), chunk("c")], defaultSettings, tens);
    expect(keys(packed.taken)).toEqual(["a", "c"]);
    expect(packed.leftOut).toMatchObject([{ reason: "DUPLICATE", sameAs: "Chunk_a" }]);
  });
  test("takes no more than so many", () => {
    expect(left(pack(["a", "b", "c"].map((key) => chunk(key)), { ...defaultSettings, hits: 2 }, tens))).toEqual(["c COUNT"]);
  });
  test("keeps to the bound of a document as long as that is in", () => {
    const packed = pack([chunk("a"), chunk("bounded"), chunk("b")], defaultSettings, { ...tens, bound: ({ key }) => (key === "bounded" ? 20 : Infinity) });
    expect(keys(packed.taken)).toEqual(["a", "bounded"]);
    expect(left(packed)).toEqual(["b BUDGET"]);
  });
});

describe("passages", () => {
  const one = chunk("one", { id: "1", versionId: "v", versionKey: "guide@1", title: "Guide", text: "Alpha. Beta.", start: 0, end: 12, next: "2" });
  const two = chunk("two", { id: "2", versionId: "v", versionKey: "guide@1", title: "Guide", text: "Beta. Gamma.", start: 7, end: 19, next: "3" });
  const three = chunk("three", { id: "3", versionId: "v", versionKey: "guide@1", title: "Guide", text: "Delta.", start: 21, end: 27 });

  test("join neighbours and say what they share once", () => {
    expect(passages([two, chunk("other"), one])).toMatchObject([{ text: "Alpha. Beta. Gamma.", start: 0, end: 19 }, { versionKey: "other@1" }]);
    expect(passages([two, three])).toMatchObject([{ text: "Beta. Gamma.\n\nDelta.", start: 7, end: 27 }]);
    expect(passages([one, three])).toHaveLength(2);
  });

  test("stand numbered between marks that only the secret tells", () => {
    const found = passages([one]);
    const { text, digest, mark } = rendered(found, "secret");
    expect(text).toBe(`<${mark}>\n[1] Guide (guide@1#0-12)\nAlpha. Beta.\n</${mark}>`);
    expect(mark).toMatch(/^data-[0-9a-f]{16}$/);
    expect(rendered(found, "secret")).toEqual({ text, digest, mark });
    expect(rendered(found, "other")).toMatchObject({ digest, mark: expect.not.stringContaining(mark) as string });
    expect(rendered([], "secret").text).toBe("");
  });
});

test("texts are alike by the word triples that they share", () => {
  expect(jaccard(shingles("Hold the power button."), shingles("hold the POWER button"))).toBe(1);
  expect(jaccard(shingles("one two three four"), shingles("one two three five"))).toBeCloseTo(1 / 3);
  expect(jaccard(shingles(""), shingles("one two three four"))).toBe(0);
});
