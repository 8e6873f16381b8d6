import { describe, expect, test } from "vitest";
import { forecast } from "../../src/drift/forecast.js";
import { ahead, smoothed, varianceAhead } from "../../src/drift/smoothing.js";
import { noise, normals } from "../support/noise.js";

const normal = normals(31);

describe("smoothing", () => {
  test("is Holt's with a damped trend, by hand", () => {
    const model = { alpha: 0.5, beta: 0.2, phi: 0.9, gamma: 0, period: null };
    const state = smoothed(Float64Array.of(1, 2, 3, 4), model);
    // Starts at the mean of three, 2, without a trend: an error of 2 moves the level by 1 and the trend by .2.
    expect(state.errors[3]).toBe(2);
    expect(state.level).toBeCloseTo(3, 12);
    expect(state.trend).toBeCloseTo(0.2, 12);
    expect(ahead(state, model, 1)).toBeCloseTo(3 + 0.9 * 0.2, 12);
    expect(ahead(state, model, 2)).toBeCloseTo(3 + (0.9 + 0.81) * 0.2, 12);
    expect(varianceAhead(model, 1)).toBe(1);
    expect(varianceAhead(model, 2)).toBeCloseTo(1 + (0.5 + 0.5 * 0.2 * 0.9) ** 2, 12);
  });

  test("passes over gaps with its own forecast", () => {
    const model = { alpha: 0.5, beta: 0, phi: 0.9, gamma: 0, period: null };
    expect(smoothed(Float64Array.of(2, 2, 2, NaN, 4), model).level).toBeCloseTo(3, 12);
  });

  test("keeps a season in step", () => {
    const model = { alpha: 0.2, beta: 0, phi: 0.9, gamma: 0.1, period: 4 };
    const values = Float64Array.from({ length: 17 }, (_, i) => 10 + [3, 0, -1, -2][i % 4]!);
    const state = smoothed(values, model);
    expect([1, 2, 3, 4, 5].map((step) => ahead(state, model, step))).toEqual([10, 9, 8, 13, 10].map((value) => expect.closeTo(value, 9) as number));
  });
});

describe("a forecast", () => {
  test("holds what comes as often as it says: level, slow walk, trend and season", () => {
    const worlds: Readonly<Record<string, readonly [make: () => Float64Array, period: number | null]>> = {
      level: [() => noise("white", 46, normal).map((value) => 50 + value), null],
      walk: [() => { let at = 0; return noise("white", 46, normal).map((value) => 50 + value + (at += 0.5 * normal())); }, null],
      trend: [() => noise("white", 46, normal).map((value, i) => 0.3 * i + value), null],
      season: [() => noise("white", 46, normal).map((value, i) => value + 4 * Math.sin((2 * Math.PI * i) / 7)), 7],
    };
    for (const [name, [make, period]] of Object.entries(worlds)) {
      const held = [0, 0, 0];
      const runs = 120;
      for (let turn = 0; turn < runs; turn += 1) {
        const values = make();
        const { points } = forecast(values.subarray(0, 40), { steps: 6, level: 0.9, period });
        [0, 2, 5].forEach((step, at) => (held[at]! += points[step]!.low <= values[40 + step]! && values[40 + step]! <= points[step]!.high ? 1 : 0));
      }
      for (const count of held) expect(count / runs, name).toBeGreaterThanOrEqual(0.8);
      expect(held[0]! / runs, name).toBeLessThanOrEqual(0.98);
    }
  });

  test("of a season repeats it, and of less than two periods doesn't try", () => {
    const season = Array.from({ length: 40 }, (_, i) => 10 * (i % 7 === 5 ? 1 : 0) + 0.1 * normal());
    const { points, model } = forecast(Float64Array.from(season), { steps: 7, period: 7 });
    expect(model.period).toBe(7);
    expect(points[0]!.value).toBeGreaterThan(8);
    expect(Math.max(...points.slice(1).map(({ value }) => Math.abs(value)))).toBeLessThan(1.5);
    expect(forecast(Float64Array.from(season.slice(0, 13)), { steps: 1, period: 7 }).model.period).toBeNull();
  });

  test("says how past ones did, and needs eight points", () => {
    const { backtest } = forecast(noise("white", 60, normal), { steps: 1 });
    expect(backtest!.forecasts).toBe(20);
    expect(backtest!.held).toBeGreaterThanOrEqual(13);
    expect(forecast(noise("white", 20, normal), { steps: 1 }).backtest).toBeNull();
    expect(() => forecast(Float64Array.of(1, 2, NaN, 3), { steps: 1 })).toThrow("There are 3 points; a forecast needs 8 or more.");
  });
});
