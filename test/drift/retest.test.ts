import { expect, test } from "vitest";
import { retestOrder, versionChanges, type RelatedTask, type VersionChange } from "../../src/drift/retest.js";
import { random } from "../../src/entity/random.js";

/** Two families of six tasks: those of one kind move together. */
const tasks: readonly RelatedTask[] = Array.from({ length: 12 }, (_, i) => ({ task: `t${i}`, kind: i < 6 ? "reading" : "counting", languages: ["en"], related: [], parents: [i < 6 ? "a" : "b"] }));
const next = random(5);
const noise = () => Array.from({ length: 12 }, next).reduce((sum, each) => sum + each, -6);
/** What a change of version does: each family moves as one, each task a little by itself. */
const changes = (count: number, shared: number): readonly VersionChange[] => Array.from({ length: count }, () => {
  const families = [4 * noise(), 4 * noise()];
  return new Map(tasks.map(({ task }, i) => [task, shared * families[i < 6 ? 0 : 1]! + (5 - 4 * shared) * noise()]));
});

test("tasks of the family that dropped go first, with the chance that they had anyway beside theirs", () => {
  const { tasks: order, note, backtest } = retestOrder(tasks, changes(40, 1), new Map([["t0", { change: -8, variance: 0.5 }], ["t7", { change: 1, variance: 0.5 }]]), 2);
  expect(backtest.isBetterThanChance).toBe(true);
  expect(order).toHaveLength(10);
  expect(order.slice(0, 5).map(({ task }) => task).sort()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
  for (const { probability, baseRate, change } of order.slice(0, 5)) expect([probability > 0.8, baseRate < 0.45, change < -2]).toEqual([true, true, true]);
  expect(note).toMatch(/^It is uncertain: over \d+ past changes of versions its AUC was 0\.\d\d \(0\.\d\d to \d\.\d\d\)\.$/);
});

test("no order is given where it was no better than chance, or where nothing tells what it is worth", () => {
  const seen = new Map([["t0", { change: -8, variance: 0.5 }]]);
  const left = Array.from({ length: 20 }, () => retestOrder(tasks, changes(40, 0), seen, 2)).filter((each) => each.tasks.length === 0);
  expect(left.length).toBeGreaterThanOrEqual(16);
  expect(left[0]).toMatchObject({ note: expect.stringMatching(/^The order is left out: over \d+ past changes of versions its AUC was .*, no better than chance \(\.50\)\.$/) });
  expect(retestOrder(tasks, [], seen, 2)).toMatchObject({ tasks: [], note: "The order is left out: no past change of versions tells what such an order is worth, no better than chance (.50)." });
  expect(retestOrder(tasks, changes(40, 1), new Map(), 2)).toMatchObject({ tasks: [], note: "No task around here has changed for the worse by a figure with both bounds." });
});

test("changes are between a version and the one before it under one task version and data, made-up ones only where there are no others", () => {
  const row = { task: "t", head: "app", ordinal: 1, under: "t@1 d@1", origin: "MEASURED", points: 80 };
  expect(versionChanges([{ ...row, ordinal: 3, points: 70 }, row, { ...row, ordinal: 2, points: 85, under: "t@2 d@1" }, { ...row, task: "u", ordinal: 3, points: 50 }, { ...row, task: "u", points: 40 }]))
    .toEqual([new Map([["t", -10], ["u", 10]])]);
  expect(versionChanges([row, { ...row, ordinal: 2, points: 70, origin: "SYNTHETIC" }])).toEqual([]);
  expect(versionChanges([{ ...row, origin: "SYNTHETIC" }, { ...row, ordinal: 2, points: 70, origin: "SYNTHETIC" }])).toEqual([new Map([["t", -10]])]);
});
