import { describe, expect, test } from "vitest";
import { cholesky } from "../../../src/transfer/model/cholesky.js";
import { columnKernel } from "../../../src/transfer/model/columnKernel.js";
import { kernel, newRow, termsBetween } from "../../../src/transfer/model/kernel.js";
import { against, gram, sharedPart, type KernelPart } from "../../../src/transfer/model/kernelPart.js";
import { usualSettings } from "../../../src/transfer/model/settings.js";
import { subjectKernel } from "../../../src/transfer/model/subjectKernel.js";
import { cosine, textPart, textVector, textWeights, trigramsOf, wordsOf } from "../../../src/transfer/model/text.js";
import { column, subject } from "./made.js";

const same: KernelPart<string | null> = { name: "same", isKnown: (of) => of !== null, between: (one, other) => Number(one === other) };

describe("a part of a kernel", () => {
  const three = gram(same, ["a", "a", null, "b"]);

  test("takes what is unknown for the average of what is known", () => {
    const [ofA, ofB] = [2 / 3, 1 / 3];
    expect([...three.values]).toEqual([1, 1, ofA, 0, 1, 1, ofA, 0, ofA, ofA, 1, ofB, 0, 0, ofB, 1]);
    expect(three.average).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3) / 3, 12);
  });

  test("compares something new like something that is there", () => {
    expect([...against(three, "b")]).toEqual([0, 0, 1 / 3, 1]);
    const [a1, a2, unknown, b] = against(three, null);
    expect([a1, a2, b]).toEqual([2 / 3, 2 / 3, 1 / 3]);
    expect(unknown).toBeCloseTo(5 / 9, 12);
  });
});

test("a kernel is the weighted sum of products of parts, and 1 of a thing with itself", () => {
  const all = kernel([{ name: "one", weight: 0.5, parts: [same, same] }, { name: "any", weight: 0.2, parts: [] }], ["a", "b", "a"]);
  expect([...all.values]).toEqual([1, 0.2, 0.7, 0.2, 1, 0.2, 0.7, 0.2, 1]);
  expect([...newRow(all, "b")]).toEqual([0.2, 0.7, 0.2]);
  expect(termsBetween(all, "a", "a")).toEqual([{ name: "one", value: 0.5 }, { name: "any", value: 0.2 }]);
});

test("what is known of nothing takes nothing from a product, and leaves its weight to others", () => {
  const silent: KernelPart<string | null> = { name: "silent", isKnown: () => false, between: () => NaN };
  expect([...kernel([{ name: "one", weight: 0.5, parts: [same, silent] }, { name: "two", weight: 0.3, parts: [silent] }], ["a", "a"]).values]).toEqual([1, 0.8, 0.8, 1]);
  expect([...kernel([{ name: "two", weight: 0.3, parts: [silent] }], ["a", "a"]).values]).toEqual([1, 0, 0, 1]);
});

test("sets are as alike as they share", () => {
  const part = sharedPart<{ readonly of: readonly string[] }>("of", ({ of }) => of);
  expect(part.between({ of: ["a", "b"] }, { of: ["b", "c", "b"] })).toBeCloseTo(1 / 3, 12);
  expect(part.isKnown({ of: [] })).toBe(false);
});

test("texts are compared by their rare words, and names by what they are made of", () => {
  const weights = textWeights(["The AmazonReviews task", "the ReviewsV2 task", "the weather task"], wordsOf);
  const [amazon, reviews, weather] = ["The AmazonReviews task", "the ReviewsV2 task", "the weather task"].map((text) => textVector(weights, text));
  const rare = Math.log(4 / 1);
  const [shared, everywhere] = [Math.log(4 / 2), Math.log(4 / 3)];
  const length = (...of: readonly number[]) => Math.hypot(...of);
  expect(cosine(amazon!, reviews!)).toBeCloseTo((shared ** 2 + 2 * everywhere ** 2) / (length(rare, shared, everywhere, everywhere) * length(shared, rare, rare, everywhere, everywhere)), 12);
  expect(cosine(amazon!, weather!)).toBeLessThan(cosine(amazon!, reviews!));
  expect(textVector(weights, "nothing known").size).toBe(0);
});

test("names are as alike as the pieces that few of them have", () => {
  expect(trigramsOf("BAAI/bge-1")).toEqual([" ba", "baa", "aai", "ai ", "i b", " bg", "bge", "ge ", "e 1", " 1 "]);
  expect(trigramsOf("--")).toEqual([]);
  const names = ["acme/bge-small-en", "acme/bge-small-zh", "acme/gte-small-en", "other/quite-different"].map((name) => ({ name }));
  const part = textPart("names", names, ({ name }) => name, trigramsOf);
  const [small, chinese, gte, other] = names;
  expect(part.between(small!, small!)).toBeCloseTo(1, 12);
  expect(part.between(small!, chinese!)).toBeGreaterThan(part.between(chinese!, gte!));
  expect(part.between(chinese!, gte!)).toBeGreaterThan(part.between(gte!, other!));
  expect(part.isKnown({ name: " " })).toBe(false);
});

describe("kernels of tasks and of models", () => {
  const columns = [column("a", { kind: "STS", languages: ["en"], text: "legal similarity" }), column("b", { kind: "STS", languages: ["de", "en"], domains: ["law"] }), column("c", { ancestors: ["a"], text: "similarity" }), column("d")];
  const subjects = [subject("x", { organization: "o", parameterCount: 1e8, releasedAt: 0 }), subject("y", { organization: "o", parameterCount: 2e8, bases: [{ id: "x", steps: 1 }] }), subject("z"), subject("x2", { head: "x", ordinal: 2, contextTokens: 512 })];

  test("have a factor whatever is unknown", () => {
    expect(() => cholesky(columnKernel(columns, usualSettings.columns).values, 4)).not.toThrow();
    expect(() => cholesky(subjectKernel(subjects, usualSettings.subjects).values, 4)).not.toThrow();
  });

  test("weigh kind, languages, both at once and hierarchy as set", () => {
    const weights = { any: 0.1, kind: 0.2, languages: 0.2, domains: 0, kindLanguages: 0.1, text: 0, hierarchy: 0.2 };
    const { values } = columnKernel(columns, weights);
    expect(values[1]).toBeCloseTo(0.1 + 0.2 + 0.2 / 2 + 0.1 / 2, 12);
    expect(values[2]).toBeCloseTo(0.1 + 0.2 * 1 + (0.2 + 0.1) * ((1 + 1 / 2) / 2) + (0.2 * 0.7) / Math.sqrt(1 + 0.7 ** 2), 12);
  });

  test("stay positive definite whatever is declared related", () => {
    const star = Array.from({ length: 60 }, (_, at) => column(`t${at}`, { related: at === 0 ? Array.from({ length: 59 }, (__, i) => ({ task: `t${i + 1}`, weight: 1 })) : [] }));
    const { values } = columnKernel(star, { any: 0, kind: 0, languages: 0, domains: 0, kindLanguages: 0, text: 0, hierarchy: 0.95 });
    expect(values[1]!).toBeGreaterThan(0);
    expect(() => cholesky(values, 60)).not.toThrow();
  });

  test("know a model from what it derives from, and a version from its neighbours", () => {
    const { values } = subjectKernel(subjects, { measures: 0, trend: 0, era: 0, organization: 0.2, lineage: 0.4, head: 0.2, names: 0 });
    expect(values[1]).toBeCloseTo(0.2 + 0.4 / 2, 12);
    expect(values[3]).toBeCloseTo(0.2 * 1 + 0.2 * Math.exp(-1 / 4), 12);
  });
});
