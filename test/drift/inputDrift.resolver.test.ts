import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

const workspace = freshWorkspace();
let database: Database;
const day = (number: number) => `2026-01-${String(number).padStart(2, "0")}T00:00:00Z`;
/** Confidence of 100 answers a day, in four bins; from the 6th on twice as many are unsure. */
const recorded = Array.from({ length: 8 }, (_, i) => ({
  signal: "confidence", periodStart: day(i + 1), periodEnd: day(i + 2), n: 100, value: 0.8, bins: [0, 0.25, 0.5, 0.75, 1], counts: i < 5 ? [10, 20, 30, 40] : [20, 40, 20, 20],
}));

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Domain", key: "support", title: "Support" }, { type: "Task", key: "help", title: "Help", domains: ["support"], homeDomain: "support" }, { type: "Metric", key: "confidence", title: "Confidence", better: "HIGHER", min: 0, max: 1 },
    ...["confidence", "bare"].map((key) => ({ type: "Signal", key, title: key, observes: { type: "Task", key: "help" }, metric: "confidence" })),
    ...recorded.map((each) => ({ type: "Measurement", ...each })),
  ]);
});
const fields = "signal { key } from periods cases drifted psi { value threshold p } ks { value } js { value } accuracy { value } caveat";
const asked = (args: string, viewer?: ReturnType<typeof viewerOver>) => ask(database, workspace, `{ inputDrift(${args}) { ${fields} } }`, viewer && { viewer });

test("what begins at a moment is compared with all before it, and answers are expected to be right as often as their probabilities say", async () => {
  const { data, errors } = await asked(`signal: "confidence", from: "${day(6)}", probabilities: ANSWER`);
  expect(errors).toEqual([]);
  const { inputDrift } = data as unknown as { readonly inputDrift: Record<string, unknown> };
  // PSI of shares .1 .2 .3 .4 against .2 .4 .2 .2, by hand: .1 ln 2 + .2 ln 2 + .1 ln 1.5 + .2 ln 2.
  expect(inputDrift).toMatchObject({ signal: { key: "confidence" }, from: "2026-01-06T00:00:00.000Z", periods: [5, 3], cases: [500, 300], drifted: true, psi: { value: expect.closeTo(0.5 * Math.LN2 + 0.1 * Math.log(1.5), 10) as unknown } });
  expect(inputDrift).toMatchObject({ ks: { value: expect.closeTo(0.3, 10) as unknown }, accuracy: [{ value: expect.closeTo(0.625, 10) as unknown }, { value: expect.closeTo(0.475, 10) as unknown }], caveat: expect.stringContaining("concept shift") as unknown });
});

test("the newest period is compared unless a moment is given, and nothing is said of accuracy unasked", async () => {
  const { data } = await asked(`signal: "confidence"`);
  expect(data).toMatchObject({ inputDrift: { from: "2026-01-08T00:00:00.000Z", periods: [7, 1], accuracy: null, caveat: null } });
});

test("a baseline begins the comparison anew", async () => {
  await given(database, workspace, [{ type: "Baseline", signal: "confidence", from: day(6), reason: "Another model." }]);
  const { data } = await asked(`signal: "confidence"`);
  expect(data).toMatchObject({ inputDrift: { periods: [2, 1], drifted: false, psi: { value: 0 } } });
});

test("without histograms there is nothing to compare, and a signal that isn't seen isn't there", async () => {
  expect((await asked(`signal: "bare"`)).errors).toEqual([expect.stringMatching(/^The signal "bare" has 0 histograms before that moment and 0 from it on, since its newest baseline; record `bins` and `counts`/)]);
  expect((await asked(`signal: "confidence"`, viewerOver(workspace, []))).errors[0]).toMatch(/^There is no Signal /);
});
