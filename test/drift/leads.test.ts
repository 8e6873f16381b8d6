import { expect, test } from "vitest";
import { leadOf } from "../../src/drift/leads.js";
import { noise, normals } from "../support/noise.js";

const normal = normals(41);
const length = 60;
/** A KPI that keeps .4 of itself and follows the signal by so much, `lag` later. */
function pair(effect: number, lag: number): { readonly signal: Float64Array; readonly kpi: Float64Array } {
  const signal = noise("ar.3", length, normal);
  const kpi = noise("white", length, normal);
  for (let i = 1; i < length; i += 1) kpi[i] = kpi[i]! + 0.4 * kpi[i - 1]! + (i >= lag ? effect * signal[i - lag]! : 0);
  return { signal, kpi };
}

test("a signal that leads is found with its lag and effect in most series", () => {
  const found = Array.from({ length: 40 }, () => pair(0.9, 3)).map(({ signal, kpi }) => leadOf(signal, kpi));
  const told = found.filter((lead) => lead !== null);
  expect(told.length).toBeGreaterThanOrEqual(36);
  expect(told.filter(({ lag }) => lag === 3).length).toBeGreaterThanOrEqual(0.95 * told.length);
  const effect = told.reduce((sum, lead) => sum + lead.effect, 0) / told.length;
  expect(Math.abs(effect - 0.9)).toBeLessThan(0.1);
  for (const { backtest, low, correlation, high } of told) {
    expect(backtest.withSignal).toBeLessThan(backtest.alone);
    expect(low < correlation && correlation < high && high < 1).toBe(true);
  }
});

test("one that doesn't is dropped, also when both wander: at most one in ten passes", () => {
  const unrelated = Array.from({ length: 100 }, () => leadOf(noise("ar.3", length, normal), noise("ar.3", length, normal)));
  expect(unrelated.filter((lead) => lead !== null).length).toBeLessThanOrEqual(10);
  const walk = () => { let at = 0; return noise("white", length, normal).map((value) => (at += value)); };
  expect(Array.from({ length: 100 }, () => leadOf(walk(), walk())).filter((lead) => lead !== null).length).toBeLessThanOrEqual(10);
});

test("the interval of the correlation holds it as often as it says", () => {
  // At lag 1, corr of the innovations is effect / sqrt(1 + effect^2) where the signal is white and the KPI has no memory of its own.
  const effect = 1;
  let [held, told] = [0, 0];
  for (let turn = 0; turn < 150; turn += 1) {
    const signal = noise("white", length, normal);
    const kpi = noise("white", length, normal).map((value, i) => value + (i > 0 ? effect * signal[i - 1]! : 0));
    const lead = leadOf(signal, kpi);
    if (lead === null || lead.lag !== 1) continue;
    told += 1;
    held += lead.low <= Math.SQRT1_2 && Math.SQRT1_2 <= lead.high ? 1 : 0;
  }
  expect(told).toBeGreaterThan(140);
  expect(held / told).toBeGreaterThan(0.83);
});

test("gaps are passed over, and too few points give nothing", () => {
  const { signal, kpi } = pair(1.5, 2);
  signal[20] = NaN;
  kpi[30] = NaN;
  expect(leadOf(signal, kpi)?.lag).toBe(2);
  expect(leadOf(signal.subarray(0, 20), kpi.subarray(0, 20))).toBeNull();
});
