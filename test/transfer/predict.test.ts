import { describe, expect, test } from "vitest";
import { predict, type Wanted } from "../../src/transfer/predict.js";
import { tableOf, type Observation } from "../../src/transfer/table.js";
import { random } from "../../src/entity/random.js";

const score = (subject: string, value: number, rest: Partial<Observation> = {}): Observation =>
  ({ subject, value, stdErr: null, protocol: "p", ordinal: 1, data: null, split: null, judge: null, extraction: null, at: 0, origin: "MEASURED", ...rest });
const wanted = (rest: Partial<Wanted> = {}): Wanted => ({ task: "t0", candidates: ["a"], interval: 0.9, min: null, max: null, better: "HIGHER", target: null, ...rest });
const shown = (rows: Parameters<typeof tableOf>[0], isSynthetic = false) => {
  const { tasks, subjects, cells } = tableOf(rows, isSynthetic);
  return [...cells.values].map((value, i) => `${tasks[cells.tasks[i]!]} ${subjects[cells.subjects[i]!]} ${value}`);
};

/** Tasks t0 ... t19 and subjects s0 ... s9, worse by their number, with a little noise; s0 hasn't done t0. */
const rows = (() => {
  const next = random(1);
  return Array.from({ length: 20 }, (_, t) => ({
    task: `t${t}`, entries: Array.from({ length: 10 }, (__, s) => score(`s${s}`, 0.8 - 0.01 * t - 0.03 * s + 0.01 * (next() - 0.5))).filter(({ subject }) => t > 0 || subject !== "s0"),
  }));
})();

describe("a table", () => {
  test("joins only equal protocols, judges, data, splits and extractions of a task, as the mean of repeats", () => {
    const entries = [score("a", 1), score("a", 3), score("b", 5), score("b", 7, { protocol: "q", ordinal: 0 }), score("a", 9, { judge: "j" }), score("b", 9, { data: "d" }), score("b", 9, { extraction: "strict" })];
    expect(shown([{ task: "t", entries }])).toEqual(["t a 2", "t b 5"]);
  });

  test("leaves made-up figures out, unless there are no others", () => {
    const entries = [score("a", 1, { origin: "SYNTHETIC" }), score("b", 2, { origin: "PUBLISHED" })];
    expect(shown([{ task: "t", entries }])).toEqual(["t b 2"]);
    expect(shown([{ task: "t", entries: [score("a", 1, { origin: "SYNTHETIC" })] }], true)).toEqual(["t a 1"]);
    expect(shown([{ task: "t", entries: [score("a", 1, { origin: "SYNTHETIC" })] }])).toEqual([]);
  });
});

describe("a prediction", () => {
  const table = tableOf(rows, false);
  const one = (rest: Partial<Wanted> = {}) => predict(table, wanted(rest)).predictions[0]!;

  test("of an unseen pair is near what task and subject add up to, with a narrow interval and its reasons", () => {
    const found = one({ candidates: ["s0"] });
    expect(found.score).toBeCloseTo(0.8, 1);
    expect(found).toMatchObject({ basis: "TASK_AND_SUBJECT", onTask: 9, ofCandidate: 19, note: null });
    expect(found.high! - found.low!).toBeLessThan(0.03);
    expect(found.reasons.filter(({ kind }) => kind === "TASK")).toHaveLength(5);
    expect(found.reasons.filter(({ kind }) => kind === "CANDIDATE").map(({ node }) => node)).toContain("s9");
  });

  test("of an evaluated pair is its score, with its own standard error", () => {
    expect(one({ task: "t1", candidates: ["s1"] })).toMatchObject({ basis: "OBSERVED", low: null, note: "It was evaluated, without a standard error: there is no interval." });
    const [task] = rows;
    const sure = predict(tableOf([{ ...task!, entries: [score("a", 0.5, { stdErr: 0.1 })] }], false), wanted({ interval: 0.95 })).predictions[0]!;
    expect(sure.high).toBeCloseTo(0.5 + 1.96 * 0.1, 3);
  });

  test("says what it doesn't know, with wider intervals the less it does", () => {
    const [known, task, subject, neither] = [one({ candidates: ["s0"] }), one({ candidates: ["new"] }), one({ task: "new", candidates: ["s3"] }), one({ task: "new", candidates: ["new"] })];
    expect([task, subject, neither].map(({ basis }) => basis)).toEqual(["TASK", "SUBJECT", "NEITHER"]);
    expect(task!.note).toMatch(/this is the task's mean/);
    const width = ({ low, high }: typeof known) => high! - low!;
    expect(width(known!)).toBeLessThan(width(subject!));
    expect(width(subject!)).toBeLessThanOrEqual(width(neither!));
  });

  test("stays inside the metric's range, and has no interval from too few scores", () => {
    expect(one({ candidates: ["s0"], max: 0.75 })).toMatchObject({ score: 0.75, high: 0.75 });
    const few = predict(tableOf([{ task: "t0", entries: [score("b", 0.4), score("c", 0.6)] }], false), wanted()).predictions[0]!;
    expect(few).toMatchObject({ basis: "TASK", low: null, high: null });
    expect(few.score).toBeCloseTo(0.5, 6);
  });

  test("from nothing is nothing", () => {
    expect(predict(tableOf([], false), wanted())).toMatchObject({ predictions: [{ score: null, basis: "NOTHING" }], seen: { scores: 0 }, error: null });
  });

  test("ranks candidates in the metric's direction", () => {
    const order = (rest: Partial<Wanted>) => predict(table, wanted({ candidates: ["s2", "s9", "s0"], ...rest })).predictions.map(({ candidate }) => candidate);
    expect(order({})).toEqual(["s0", "s2", "s9"]);
    expect(order({ better: "LOWER" })).toEqual(["s9", "s2", "s0"]);
    expect(order({ better: "TARGET", target: 0.74 })).toEqual(["s2", "s0", "s9"]);
  });

  test("that is no better than the task's mean says so", () => {
    const next = random(9);
    const noise = Array.from({ length: 8 }, (_, t) => ({ task: `t${t}`, entries: Array.from({ length: 6 }, (__, s) => score(`s${s}`, 5 * t + next())).filter(({ subject }) => t > 0 || subject !== "s0") }));
    const { predictions, error, errorOfTaskMean } = predict(tableOf(noise, false), wanted({ candidates: ["s0"] }));
    expect(error! >= errorOfTaskMean!).toBe(predictions[0]!.note !== null);
    expect(Math.abs(error! - errorOfTaskMean!)).toBeLessThan(0.05);
  });
});
