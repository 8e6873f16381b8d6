import { describe, expect, test } from "vitest";
import { expected, fit, type Cells } from "../../src/transfer/additive.js";
import { halfWidth, leftOut, rootMeanSquare } from "../../src/transfer/leftOut.js";
import { random } from "../../src/entity/random.js";

const cells = (rows: readonly (readonly [task: number, subject: number, value: number])[], taskCount = 2, subjectCount = 2): Cells => ({
  tasks: Int32Array.from(rows, ([task]) => task), subjects: Int32Array.from(rows, ([, subject]) => subject), values: Float64Array.from(rows, ([, , value]) => value), taskCount, subjectCount,
});
const none = { task: 0, subject: 0 };

describe("the fit", () => {
  test("without shrinkage completes an additive table", () => {
    const model = fit(cells([[0, 0, 1], [0, 1, 2], [1, 0, 3]]), none);
    expect(expected(model, 1, 1)).toBeCloseTo(4, 6);
  });

  test("by hand: one shared subject, task effects halved by one more observation at 0", () => {
    const model = fit(cells([[0, 0, 4], [1, 0, 8]], 2, 1), { task: 1, subject: 1e9 });
    expect(model.mean).toBeCloseTo(6, 6);
    expect([...model.task.effects].map((each) => Math.round(each * 1e6) / 1e6)).toEqual([-1, 1]);
    expect(expected(model, 0, -1)).toBeCloseTo(5, 6);
    expect(expected(model, -1, -1)).toBeCloseTo(6, 6);
  });

  test("finds the shares of tasks, subjects and noise", () => {
    const { model } = simulated(5, 60, 40, 1, { task: 3, subject: 1, noise: 0.5 });
    expect(model.task.shrinkage).toBeCloseTo((0.5 / 3) ** 2, 1);
    expect(model.subject.shrinkage).toBeGreaterThan(0.12);
    expect(model.subject.shrinkage).toBeLessThan(0.5);
  });

  test("of equal values expects them everywhere", () => {
    const model = fit(cells([[0, 0, 5], [1, 1, 5]]));
    expect([expected(model, 0, 1), expected(model, -1, 1)]).toEqual([5, 5]);
  });
});

describe("intervals", () => {
  test("take the conformal quantile, and are endless where residuals are too few", () => {
    expect(halfWidth(Float64Array.of(3, -1, 2, -4, 5, 6, -7, 8, 9), 0.9)).toBe(9);
    expect(halfWidth(Float64Array.of(3, -1, 2, -4), 0.5)).toBe(3);
    expect(halfWidth(Float64Array.of(1, 2), 0.9)).toBe(Infinity);
    expect(rootMeanSquare(Float64Array.of(3, -4))).toBeCloseTo(Math.sqrt(12.5), 10);
    expect(rootMeanSquare(new Float64Array())).toBeNull();
  });

  test("a left-out residual by hand: the other of two equal subjects is what is expected", () => {
    const model = fit(cells([[0, 0, 1], [0, 1, 3], [1, 0, 5], [1, 1, 7]]), { task: 0, subject: 1e9 });
    expect([...leftOut(model, "TASK")].map(Math.round)).toEqual([-2, 2, -2, 2]);
    expect([...leftOut(model, "NEITHER")].map(Math.round)).toEqual([-3, -1, 1, 3]);
  });

  test.each([["TASK_AND_SUBJECT", 0.5], ["TASK_AND_SUBJECT", 0.15], ["TASK", 0.5], ["SUBJECT", 0.5], ["NEITHER", 0.5]] as const)(
    "at nine tenths hold nine tenths of what wasn't seen: %s known, %d of the table filled", (known, filled) => {
      let [held, all] = [0, 0];
      for (let seed = 1; seed <= 60; seed += 1) {
        const { model, truth } = simulated(seed, 40, 30, filled, { task: 2, subject: 1, noise: 1 });
        const half = halfWidth(leftOut(model, known), 0.9);
        for (const { task, subject, value } of truth(known)) {
          all += 1;
          if (Math.abs(value - expected(model, known === "TASK" || known === "TASK_AND_SUBJECT" ? task : -1, known === "SUBJECT" || known === "TASK_AND_SUBJECT" ? subject : -1)) <= half) held += 1;
        }
      }
      expect(held / all).toBeGreaterThan(0.86);
      expect(held / all).toBeLessThan(0.94);
    });
});

/** A table with normal effects and noise, of which a share is seen; `truth` has unseen values, of tasks or subjects outside it where these aren't known. */
function simulated(seed: number, taskCount: number, subjectCount: number, filled: number, sd: { readonly task: number; readonly subject: number; readonly noise: number }) {
  const next = random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const task = Array.from({ length: taskCount }, () => sd.task * normal());
  const subject = Array.from({ length: subjectCount }, () => sd.subject * normal());
  const value = (t: number, s: number) => 50 + (task[t] ?? sd.task * normal()) + (subject[s] ?? sd.subject * normal()) + sd.noise * normal();
  const pairs = task.flatMap((_, t) => subject.map((__, s) => [t, s] as const));
  const seen = pairs.filter(() => next() < filled);
  const isSeen = new Set(seen.map(([t, s]) => t * subjectCount + s));
  const model = fit(cells(seen.map(([t, s]) => [t, s, value(t, s)]), taskCount, subjectCount));
  const truth = (known: string) => {
    if (known === "TASK_AND_SUBJECT")
      return pairs.filter(([t, s]) => !isSeen.has(t * subjectCount + s) && model.task.counts[t]! > 0 && model.subject.counts[s]! > 0).slice(0, 60).map(([t, s]) => ({ task: t, subject: s, value: value(t, s) }));
    return Array.from({ length: 60 }, (_, i) => {
      const [t, s] = [known === "TASK" ? i % taskCount : -1, known === "SUBJECT" ? i % subjectCount : -1];
      return { task: t, subject: s, value: value(t, s) };
    });
  };
  return { model, truth };
}
