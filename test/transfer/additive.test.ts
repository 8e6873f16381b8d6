import { describe, expect, test } from "vitest";
import { random } from "../../src/entity/random.js";
import { expected, fit, type Cells } from "../../src/transfer/additive.js";

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
    const model = simulated(5, 60, 40, 1, { task: 3, subject: 1, noise: 0.5 });
    expect(model.task.shrinkage).toBeCloseTo((0.5 / 3) ** 2, 1);
    expect(model.subject.shrinkage).toBeGreaterThan(0.12);
    expect(model.subject.shrinkage).toBeLessThan(0.5);
  });

  test("of equal values expects them everywhere", () => {
    const model = fit(cells([[0, 0, 5], [1, 1, 5]]));
    expect([expected(model, 0, 1), expected(model, -1, 1)]).toEqual([5, 5]);
  });
});

/** The fit of a table with normal effects and noise, of which a share is seen. */
function simulated(seed: number, taskCount: number, subjectCount: number, filled: number, sd: { readonly task: number; readonly subject: number; readonly noise: number }) {
  const next = random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const task = Array.from({ length: taskCount }, () => sd.task * normal());
  const subject = Array.from({ length: subjectCount }, () => sd.subject * normal());
  const pairs = task.flatMap((_, t) => subject.map((__, s) => [t, s] as const)).filter(() => next() < filled);
  return fit(cells(pairs.map(([t, s]) => [t, s, 50 + task[t]! + subject[s]! + sd.noise * normal()]), taskCount, subjectCount));
}
