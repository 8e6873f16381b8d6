import { expect, test } from "vitest";
import { random } from "../../src/entity/random.js";
import { comparablePair, type Scored } from "../../src/evaluations/comparablePair.js";
import { pairedDifference } from "../../src/evaluations/pairedDifference.js";
import { pairedItems } from "../../src/evaluations/pairedItems.js";
import { holm } from "../../src/statistics/holm.js";
import { pairedTest } from "../../src/statistics/pairedTest.js";

const higher = { better: "HIGHER", target: null } as const;
const alpha = 0.05;
const keys = (n: number) => Array.from({ length: n }, (_, at) => `q${String(at).padStart(4, "0")}`);

/** Answers to n questions, right or wrong: of two repeats of one system, each question has its own probability to be answered. */
function repeats(next: () => number, n: number): readonly [number[], number[]] {
  const chances = Array.from({ length: n }, () => (next() < 0.6 ? 0.97 : next()));
  const run = () => chances.map((chance) => Number(next() < chance));
  return [run(), run()];
}

test("by simulation, two repeats of one system alarm at most 5 times in 100, on one task and on any of five", () => {
  const next = random(7);
  for (const [tasks, rounds] of [[1, 3_000], [5, 600]] as const) {
    let alarms = 0;
    for (let round = 0; round < rounds; round += 1) {
      const ps = Array.from({ length: tasks }, () => repeats(next, 120)).map(([first, second]) => pairedTest(first, second, { clusters: keys(120), random: next })!);
      if (holm(ps).some((p) => p <= alpha)) alarms += 1;
    }
    expect(alarms / rounds).toBeLessThanOrEqual(0.05);
  }
});

test("by simulation, with 300 items of which a tenth differ, a drop of .05 is seen in 80 of 100", () => {
  const next = random(3);
  const rounds = 4_000;
  let seen = 0;
  for (let round = 0; round < rounds; round += 1) {
    const baseline = Array.from({ length: 300 }, () => Number(next() < 0.8));
    const candidate = baseline.map((value) => {
      const draw = next();
      return draw < (value === 1 ? 0.075 / 0.8 : 0.025 / 0.2) ? 1 - value : value;
    });
    const p = pairedTest(candidate, baseline, { clusters: keys(300), random: next })!;
    if (p <= alpha && candidate.reduce((sum, value, at) => sum + value - baseline[at]!, 0) < 0) seen += 1;
  }
  expect(seen / rounds).toBeGreaterThan(0.785);
  expect(seen / rounds).toBeLessThan(0.82);
});

test("items are those that both have, with the mean of raters and repeats, and the cluster that any says", () => {
  const baseline = [{ keys: ["b", "a", "x"], values: [1, 0, 1], clusters: [] }, { keys: ["a", "b"], values: [1, 1], clusters: [] }];
  const candidate = [{ keys: ["a", "b", "y"], values: [0.25, 0, 1], clusters: ["page", "", "page"] }];
  expect(pairedItems(baseline, candidate)).toEqual({ keys: ["a", "b"], baseline: [0.5, 1], candidate: [0.25, 0], clusters: ["cluster page", "item b"], unpaired: { baseline: 1, candidate: 1 } });
});

test("what got worse is told by key, what lost most first; and lower can be better", () => {
  const items = { keys: keys(20), clusters: keys(20), baseline: Array.from({ length: 20 }, () => 5), candidate: Array.from({ length: 20 }, (_, at) => (at === 3 ? 9 : at === 7 ? 6 : 2)) };
  const lower = pairedDifference(items, { better: "LOWER", target: null }, 0.95)!;
  expect(lower).toMatchObject({ n: 20, clusters: 20, baseline: 5, candidate: 2.55, isBetter: true, regressed: ["q0003", "q0007"] });
  expect(lower.difference).toBeCloseTo(-2.45, 12);
  expect(lower.low).toBeLessThan(-2.45);
  expect(lower.high).toBeGreaterThan(-2.45);
  expect(lower.p).toBeLessThan(alpha);
  expect(pairedDifference(items, higher, 0.95)!.isBetter).toBe(false);
  expect(pairedDifference(items, { better: "TARGET", target: 5 }, 0.95)!.regressed).toHaveLength(20);
});

test("questions on one passage count as one thing: what forty of them say alone, two passages don't", () => {
  const baseline = Array.from({ length: 40 }, () => 1);
  const candidate = baseline.map((_, at) => Number(at % 2 === 0));
  const of = (clusters: readonly string[]) => pairedDifference({ keys: keys(40), baseline, candidate, clusters }, higher, 0.95)!;
  expect(of(keys(40)).p).toBeLessThan(0.001);
  expect(of(keys(40).map((_, at) => String(at % 4)))).toMatchObject({ clusters: 4, p: 0.5 });
  expect(pairedDifference({ keys: keys(40), baseline, candidate, clusters: keys(40).map(() => "one") }, higher, 0.95)).toBeNull();
});

const score = (rest: Partial<Scored>): Scored => ({
  evaluation: "e", evaluationKey: "e", at: 1, version: "t@1", ordinal: 1, protocol: "p1", judge: null, data: "d@1", split: null, extraction: null, score: "s", value: 1, itemised: true, ...higher, ...rest,
});

test("what is compared has one protocol, judge and extraction, preferably one dataset, the newest first", () => {
  const pair = (baselines: readonly Scored[], candidates: readonly Scored[]) => {
    const found = comparablePair(baselines, candidates);
    return found.found === "PAIR" ? [found.baseline.score, found.candidate.score] : found;
  };
  expect(pair([score({ score: "old" }), score({ score: "new", at: 2 })], [score({ score: "c" })])).toEqual(["new", "c"]);
  expect(pair([score({ score: "other data", at: 3, data: "d@2" }), score({ score: "same data" })], [score({ score: "c" })])).toEqual(["same data", "c"]);
  expect(pair([score({ score: "other protocol", at: 3, protocol: "p2" }), score({ score: "same" })], [score({ score: "c" }), score({ score: "unlike", at: 9, judge: "j@1" })])).toEqual(["same", "c"]);
  expect(pair([score({ itemised: false })], [score({})])).toEqual({ found: "NOTHING", why: "No valid score item by item of the baseline is there to see." });
  expect(pair([score({ evaluationKey: "first", protocol: "p1" })], [score({ evaluationKey: "second", protocol: null, version: "t@2", judge: "j@1" })]))
    .toEqual({ found: "REFUSED", why: "the evaluation first on t@1 has the protocol digest p1, the evaluation second on t@2 has the protocol digest none" });
  expect(pair([score({ judge: "j@1" })], [score({ judge: "j@2" })])).toMatchObject({ found: "REFUSED", why: expect.stringContaining("has the judge j@2") as unknown });
});
