import { describe, expect, test } from "vitest";
import { expectedAccuracy } from "../../src/drift/expectedAccuracy.js";
import { inputDrift, jensenShannon, kolmogorovSmirnov, populationStability } from "../../src/drift/inputDrift.js";
import { random } from "../../src/entity/random.js";

const edges = [0, 1, 2, 3];

describe("distances between histograms", () => {
  test("equal hand-worked values", () => {
    const [before, after] = [[50, 30, 20], [25, 30, 45]];
    expect(populationStability(before, after)).toBeCloseTo(-0.25 * Math.log(0.5) + 0 + 0.25 * Math.log(2.25), 12);
    expect(kolmogorovSmirnov(before, after)).toBeCloseTo(0.25, 12);
    expect(jensenShannon(before, after)).toBeCloseTo((0.5 * Math.log(0.5 / 0.375) + 0.2 * Math.log(0.2 / 0.325) + 0.25 * Math.log(0.25 / 0.375) + 0.45 * Math.log(0.45 / 0.325)) / 2, 12);
    for (const distance of [populationStability, kolmogorovSmirnov, jensenShannon]) expect(distance(before, before.map((count) => 3 * count))).toBeCloseTo(0, 12);
  });

  test("of what nothing is shared are finite, and Jensen and Shannon's is ln 2", () => {
    expect(jensenShannon([9, 0], [0, 9])).toBeCloseTo(Math.log(2), 12);
    expect(populationStability([9, 0], [0, 9])).toBeCloseTo(2 * 0.9 * Math.log(19), 12);
  });

  test("have thresholds that equal samples of many sizes exceed as seldom as is said", () => {
    const next = random(4);
    const draw = (cases: number) => {
      const counts = [0, 0, 0, 0, 0];
      for (let i = 0; i < cases; i += 1) counts[Math.floor(5 * next() ** 1.3)]! += 1;
      return { edges: [0, 1, 2, 3, 4, 5], counts };
    };
    const over = { psi: 0, ks: 0, js: 0 };
    const runs = 400;
    for (let turn = 0; turn < runs; turn += 1) {
      const found = inputDrift(draw(turn % 2 ? 150 : 2000), draw(300), 0.05);
      for (const name of ["psi", "ks", "js"] as const) over[name] += found[name].value > found[name].threshold ? 1 : 0;
    }
    // Of 400 with .05, 20 are expected; 9 more are two standard deviations.
    expect(over.psi).toBeGreaterThan(8);
    expect(over.js).toBeGreaterThan(8);
    for (const count of Object.values(over)) expect(count).toBeLessThanOrEqual(29);
  });

  test("tell drift where all agree and it is large enough to matter", () => {
    expect(inputDrift({ edges, counts: [500, 300, 200] }, { edges, counts: [250, 300, 450] }).drifted).toBe(true);
    expect(inputDrift({ edges, counts: [5, 3, 2] }, { edges, counts: [2, 3, 5] }).drifted).toBe(false);
    const slight = inputDrift({ edges, counts: [500_000, 300_000, 200_000] }, { edges, counts: [490_000, 300_000, 210_000] });
    expect(slight.psi.p).toBeLessThan(1e-6);
    expect(slight.drifted).toBe(false);
  });

  test("join bins to those that both have", () => {
    const found = inputDrift({ edges: [0, 1, 2, 3], counts: [10, 10, 10] }, { edges: [0, 0.5, 1, 3, 9], counts: [5, 5, 15, 5] });
    expect(found).toMatchObject({ bins: 2, cases: [30, 30] });
    expect(found.psi.value).toBeCloseTo(0, 12);
  });

  test("of what can't be read are refused with what to do", () => {
    expect(() => inputDrift({ edges, counts: [1, 2] }, { edges, counts: [1, 2, 3] })).toThrow("There are 4 edges and 2 counts; give one edge more than counts.");
    expect(() => inputDrift({ edges: [0, 2, 1, 3], counts: [1, 2, 3] }, { edges, counts: [1, 2, 3] })).toThrow("Edge 2 is 1, after 2");
    expect(() => inputDrift({ edges, counts: [1, -2, 3] }, { edges, counts: [1, 2, 3] })).toThrow("Count 1 is -2");
    expect(() => inputDrift({ edges, counts: [1, 2, 3] }, { edges: [5, 6, 7, 8], counts: [1, 2, 3] })).toThrow("share fewer than three edges");
    expect(() => inputDrift({ edges, counts: [0, 0, 0] }, { edges, counts: [1, 2, 3] })).toThrow("have 0 and 6 cases");
  });
});

describe("accuracy without labels", () => {
  const tenths = Array.from({ length: 11 }, (_, i) => i / 10);
  test("is the mean probability, by hand", () => {
    const found = expectedAccuracy({ edges: [0, 0.5, 1], counts: [40, 60] });
    expect(found.value).toBeCloseTo(0.4 * 0.25 + 0.6 * 0.75, 12);
    expect(found.stdErr).toBeCloseTo(Math.sqrt((0.25 * 0.75) / 100), 12);
    expect(found).toMatchObject({ binError: 0.25, calibrated: false, cases: 100 });
    expect(found.caveat).toContain("concept shift");
    expect(expectedAccuracy({ edges: [0, 0.5, 1], counts: [40, 60] }, { of: "POSITIVE" }).value).toBeCloseTo(0.75, 12);
  });

  test("is what labelled answers of such probabilities proved to be", () => {
    const found = expectedAccuracy({ edges: [0, 0.5, 1], counts: [50, 50] }, { calibration: { counts: [98, 198], right: [49, 99] } });
    expect(found.value).toBeCloseTo((0.5 * (49 + 0.5)) / 100 + (0.5 * (99 + 1.5)) / 200, 12);
  });

  test("follows the true one when inputs change, of a model that is too sure of itself", () => {
    const next = random(8);
    const sample = (cases: number, harder: number) => {
      const [counts, right] = [new Array<number>(10).fill(0), new Array<number>(10).fill(0)];
      for (let i = 0; i < cases; i += 1) {
        const truth = 0.3 + 0.65 * next() ** harder;
        const bin = Math.floor(10 * Math.min(0.999, truth + 0.1));
        counts[bin]! += 1;
        right[bin]! += next() < truth ? 1 : 0;
      }
      return { counts, right, accuracy: right.reduce((sum, each) => sum + each, 0) / cases };
    };
    const before = sample(20_000, 0.5);
    const errors = [0.5, 1, 2, 4].map((harder) => {
      const now = sample(20_000, harder);
      return Math.abs(expectedAccuracy({ edges: tenths, counts: now.counts }, { calibration: before }).value - now.accuracy);
    });
    expect(Math.max(...errors)).toBeLessThan(0.02);
    expect(before.accuracy - sample(20_000, 4).accuracy).toBeGreaterThan(0.2);
  });

  test("needs probabilities and cases", () => {
    expect(() => expectedAccuracy({ edges: [0, 50, 100], counts: [1, 1] })).toThrow("The bins go from 0 to 100; probabilities are from 0 to 1.");
    expect(() => expectedAccuracy({ edges: [0, 1], counts: [0] })).toThrow("has no cases");
    expect(() => expectedAccuracy({ edges: [0, 1], counts: [5] }, { calibration: { counts: [1, 1], right: [1, 1] } })).toThrow("The calibration has 2 bins and the histogram 1");
  });
});
