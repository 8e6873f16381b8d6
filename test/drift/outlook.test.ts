import { describe, expect, test } from "vitest";
import { scan } from "../../src/drift/cusum.js";
import { outlook } from "../../src/drift/outlook.js";
import { persistence } from "../../src/drift/persistence.js";
import { deviate, referenceOf } from "../../src/drift/reference.js";
import { seriesOf, type Point, type Watched } from "../../src/drift/series.js";
import { settingsFor } from "../../src/drift/settings.js";
import { noise, normals } from "../support/noise.js";

const week = 7 * 86_400_000;
const point = (i: number, value: number, rest: Partial<Point> = {}): Point => ({ start: i * week, end: (i + 1) * week, value, n: null, stdErr: null, definition: null, ...rest });
const watched = (values: readonly number[], rest: Partial<Watched> = {}): Watched => ({ points: values.map((value, i) => point(i, value)), baselines: [], better: "LOWER", target: null, unit: "s", ...rest });
const all = 1000 * week;
/** 4, 6, 4, 6, ...: mean 5. */
const calm = (length: number, level = 5) => Array.from({ length }, (_, i) => level + (i % 2 ? 1 : -1));

describe("a reference", () => {
  const every = new Uint8Array(4).fill(1);
  test("without known variances is mean and variance", () => {
    expect(referenceOf(Float64Array.of(1, 2, 3, 6), new Float64Array(4), every, 0, 4)).toEqual({ n: 4, mean: 3, meanVariance: 14 / 12, between: 14 / 3 });
  });

  test("with known ones gives the surer points more weight", () => {
    const { mean, between, meanVariance } = referenceOf(Float64Array.of(0.5, 0.5, 0.5, 0.9), Float64Array.of(0.01, 0.01, 0.01, 1), every, 0, 4);
    expect(between).toBe(0);
    expect(mean).toBeCloseTo((300 * 0.5 + 0.9) / 301, 10);
    expect(meanVariance).toBeCloseTo(1 / 301, 10);
  });

  test("the spread beyond sampling is DerSimonian and Laird's", () => {
    const { between } = referenceOf(Float64Array.of(0, 2), Float64Array.of(1, 1), every, 0, 2);
    expect(between).toBe((2 - 1) / (2 - 2 / 2));
  });

  test("moves wild points to two and a half robust deviations, of their own sampling errors where these are known", () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 100);
    // Median 3.5, median deviation 1.5: the limit is 2.5 * 1.4826 * 1.5 * (1 + 1/6) above it.
    const limit = 2.5 * 1.4826 * 1.5 * (7 / 6);
    expect(referenceOf(values, new Float64Array(6), new Uint8Array(6).fill(1), 0, 6).mean).toBeCloseTo((15 + 3.5 + limit) / 6, 10);
    const known = referenceOf(values, Float64Array.of(1, 1, 1, 1, 1, 2500), new Uint8Array(6).fill(1), 0, 6);
    expect(known.mean).toBeLessThan(3.1);
  });

  test("turns Student's t into a normal deviate", () => {
    const reference = { n: 11, mean: 0, meanVariance: 0, between: 1 };
    expect(deviate(reference, 2.228, 0)).toBeCloseTo(1.96, 2);
    expect(deviate(reference, -1.812, 0)).toBeCloseTo(-1.645, 2);
    expect(deviate({ ...reference, between: 0 }, 1, 0)).toBe(Infinity);
    expect(deviate({ ...reference, between: 0 }, 0, 0)).toBe(0);
    expect(deviate(reference, 1.5, 0, 0.6, 2)).toBeCloseTo(deviate(reference, 0.3 / 0.8, 0), 12);
  });
});

describe("the sum", () => {
  const settings = settingsFor(1);
  const warmUp = settings.warmUp;
  test("by hand: after a reference of 4 and 6, points of 9 are clipped to 2.5 each, of which k is taken", () => {
    const values = Float64Array.from([...calm(warmUp), 9, 9, 9, 9, 9]);
    const { alarm, mode, used, path, persistence: r } = scan(values, new Float64Array(values.length), 1, settings);
    expect(deviate(referenceOf(values, new Float64Array(values.length), used, 0, warmUp), 9, 0)).toBeGreaterThan(2.5);
    expect(r).toBe(0);
    expect([...path.subarray(warmUp, warmUp + 4)].map((each) => Math.round(10 * each) / 10)).toEqual([1.9, 3.8, 5.7, 7.6]);
    expect(mode).toBe("SHIFTED");
    expect(alarm).toEqual({ at: warmUp + 3, changeAt: warmUp, recoveredAt: null });
    expect([...used]).toEqual([...Array<number>(warmUp).fill(1), 0, 0, 0, 0, 0]);
  });

  test("of a reference that isn't full alarms over 1.2 h, and starts anew when it is", () => {
    const { alarm, path } = scan(Float64Array.from([...calm(14), 9, 9, 9, 9, 9]), new Float64Array(19), 1, settings);
    expect(path[14]).toBeCloseTo(1.9 / 1.2, 10);
    expect(alarm).toEqual({ at: 17, changeAt: 14, recoveredAt: null });
    const later = scan(Float64Array.from([...calm(18), 9, 9, 9]), new Float64Array(21), 1, settings);
    expect(later.path[19]).toBeGreaterThan(later.path[20]!);
  });

  test("one wild point doesn't alarm", () => {
    expect(scan(Float64Array.from([...calm(20), 1000, ...calm(20)]), new Float64Array(41), 1, settings).alarm).toBeNull();
  });

  test("a trend is a change", () => {
    const normal = normals(17);
    const found = Array.from({ length: 100 }, () => scan(noise("white", 60, normal).map((value, i) => value + Math.max(0, 0.15 * (i - 20))), new Float64Array(60), 1, settings).alarm);
    expect(found.filter((alarm) => alarm !== null).length).toBeGreaterThanOrEqual(95);
  });
});

describe("a signal", () => {
  test("of too few points is unknown, which isn't stable", () => {
    expect(outlook(watched(calm(14)), null, all)).toMatchObject({ state: "UNKNOWN", reason: "There are 14 points to compare; more than 14 are needed.", effect: null });
    expect(outlook(watched([]), null, all)).toMatchObject({ state: "UNKNOWN", evidence: { points: 0 } });
    expect(outlook(watched(calm(30)), null, all)).toMatchObject({ state: "STABLE", changePoint: null, evidence: { points: 30, baselinePoints: 30, baselineMean: 5 } });
  });

  test("that gets worse drifts, with its change point and size, only in the harmful direction", () => {
    const values = [...calm(30), ...calm(10, 9)];
    const found = outlook(watched(values), null, all);
    expect(found).toMatchObject({ state: "DRIFTING", changePoint: 30 * week, change: 4, evidence: { baselinePoints: 30, baselineMean: 5 } });
    expect(found.effect).toBeCloseTo(4 / Math.sqrt(30 / 29), 10);
    expect(outlook(watched(values, { better: "HIGHER" }), null, all).state).toBe("STABLE");
    expect(outlook(watched(values.map((value) => -value), { better: "HIGHER" }), null, all)).toMatchObject({ state: "DRIFTING", change: -4, evidence: { baselineMean: -5 } });
    for (const turn of [1, -1])
      expect(outlook(watched(values.map((value) => turn * value), { better: "TARGET", target: 0 }), null, all)).toMatchObject({ state: "DRIFTING", change: turn * 4 });
  });

  test("that comes back has recovered, and is stable after twenty more points", () => {
    const back = (more: number) => outlook(watched([...calm(30), ...calm(10, 9), ...calm(more)]), null, all).state;
    expect([back(0), back(3), back(6), back(40)]).toEqual(["DRIFTING", "DRIFTING", "RECOVERED", "STABLE"]);
  });

  test("that moves less than matters is watched", () => {
    expect(outlook(watched([...calm(30), ...calm(10, 9)]), 5, all)).toMatchObject({ state: "WATCH", change: 4, reason: "The change is smaller than 5, the smallest that matters." });
  });

  test("of a period that two definitions were computed for takes the newest, so that the past computed anew is a whole series", () => {
    const by = (definition: string, from: number) => calm(60).map((value, i) => point(i, value, { definition })).slice(from);
    const inTurn = (...all: readonly (readonly Point[])[]) => all.flat().sort((a, b) => a.start - b.start);
    expect(seriesOf(watched([], { points: inTurn(by("1", 0), by("2", 0)) }), all)).toMatchObject({ points: by("2", 0), begins: "FIRST_POINT" });
    expect(seriesOf(watched([], { points: inTurn(by("1", 0), by("2", 30)) }), all)).toMatchObject({ points: by("2", 30), begins: "NEW_DEFINITION" });
  });

  test("starts anew at a baseline and with another definition, and ends at the moment asked about", () => {
    const values = [...calm(30), ...calm(30, 9)];
    expect(outlook(watched(values, { baselines: [30 * week] }), null, all)).toMatchObject({ state: "STABLE", evidence: { points: 30, begins: "BASELINE", baselineMean: 9 } });
    const redefined = values.map((value, i) => point(i, value, { definition: i < 30 ? "1" : "2" }));
    expect(outlook(watched(values, { points: redefined }), null, all)).toMatchObject({ state: "STABLE", evidence: { points: 30, begins: "NEW_DEFINITION" } });
    expect(outlook(watched(values), null, 30 * week)).toMatchObject({ state: "STABLE", evidence: { points: 30 } });
  });

  test("that is a rate is judged by its cases: what 40 show by chance, 4,000 don't", () => {
    const rates = (n: number) => watched([], { unit: null, points: [...calm(30).map((value) => 0.5 + (value - 5) * 0.001), ...Array<number>(6).fill(0.54)].map((value, i) => point(i, value, { n })) });
    expect(outlook(rates(40), null, all).state).toBe("STABLE");
    expect(outlook(rates(40_000), null, all).state).toBe("DRIFTING");
  });
});

describe("what keeps from point to point", () => {
  const of = (values: Float64Array, slots = Int32Array.from(values.keys())) => {
    const used = new Uint8Array(values.length).fill(1);
    return persistence(values, used, slots, values.length, referenceOf(values, new Float64Array(values.length), used, 0, values.length));
  };
  test("is measured, and shrunk as if fifty points more had none of it", () => {
    expect(of(noise("white", 2000, normals(3)))).toBeLessThan(0.06);
    const long = of(noise("ar.3", 2000, normals(3)));
    expect(long).toBeGreaterThan(0.24);
    expect(long).toBeLessThan(0.36);
    // 1, 1, -1, -1, 1, 1: two pairs are alike of five, one more than are not; the mean is 1/3.
    const values = Float64Array.of(1, 1, -1, -1, 1, 1);
    const raw = (4 / 9 - 8 / 9 + 16 / 9 - 8 / 9 + 4 / 9) / (4 * (4 / 9) + 2 * (16 / 9));
    expect(of(values)).toBeCloseTo(Math.max(0, ((raw + (1 + 3 * raw) / 6) * 6) / 56), 12);
  });

  test("isn't told by points with a gap between them, nor by what never varies", () => {
    const values = Float64Array.of(1, 1, -1, -1, 1, 1);
    expect(of(values, Int32Array.of(0, 2, 4, 6, 8, 10))).toBeCloseTo(((1 / 6) * 6) / 56, 12);
    expect(of(new Float64Array(5).fill(2))).toBe(0);
  });
});

test("a series keeps what can be compared, worse upwards", () => {
  const series = seriesOf(watched([0.2, 0.4], { unit: null, better: "HIGHER", points: [point(0, 0.2, { n: 10 }), point(1, 0.4, { n: 30 })] }), all);
  expect([...series.values]).toEqual([-0.2, -0.4]);
  expect(series.variances[0]).toBeCloseTo((0.35 * 0.65) / 10, 10);
  expect(series.variances[1]).toBeCloseTo((0.35 * 0.65) / 30, 10);
});

describe("points that come as they come", () => {
  const values = [...calm(30), ...calm(10, 9)];
  const points = values.map((value, i) => point(i, value));
  test("late, out of order and repeated are as if they had come in order, once", () => {
    const mixed = [...points.slice(20), ...points.slice(0, 20).reverse(), points[5]!];
    expect(outlook(watched([], { points: mixed }), null, all)).toEqual(outlook(watched(values), null, all));
    const corrected = [point(35, -50), ...points];
    expect(outlook(watched([], { points: corrected }), null, all)).toEqual(outlook(watched(values), null, all));
  });

  test("with gaps are compared all the same, and their moments are kept", () => {
    const gappy = points.filter((_, i) => i % 6 !== 2 && (i < 12 || i > 15));
    expect(outlook(watched([], { points: gappy }), null, all)).toMatchObject({ state: "DRIFTING", changePoint: 30 * week, evidence: { seasonUnknown: false } });
  });

  test("at no regular times leave a season unknown", () => {
    const irregular = values.map((value, i) => ({ ...point(i, value), start: i * week + ((i * i * 37) % 6) * 86_400_000, end: (i + 1) * week }));
    expect(outlook(watched([], { points: irregular }), null, all)).toMatchObject({ state: "DRIFTING", evidence: { seasonUnknown: true, season: null } });
  });
});

describe("a season", () => {
  const day = 86_400_000;
  const normal = normals(23);
  const daily = (length: number, shift = 0) => watched([], { points: Array.from({ length }, (_, i) => ({ ...point(0, 5 + [0, 1, 2, 1, 0, 6, 6][i % 7]! + 0.5 * normal() + (i < 42 ? 0 : shift)), start: i * day, end: (i + 1) * day })) });
  test("of days is unknown until two weeks are there, and taken out from then on", () => {
    expect(outlook(daily(13), null, all).evidence).toMatchObject({ seasonUnknown: true, season: null });
    expect(outlook(daily(28), null, all)).toMatchObject({ state: "STABLE", evidence: { seasonUnknown: false, season: 7 } });
  });

  test("doesn't hide a change that it is larger than", () => {
    expect(outlook(daily(56, 2), null, all)).toMatchObject({ state: "DRIFTING", evidence: { season: 7 } });
    expect(outlook(daily(56), null, all).state).toBe("STABLE");
  });

  test("of months follows the calendar, whose months differ", () => {
    const points = Array.from({ length: 30 }, (_, i) => ({ ...point(0, (i % 12 === 11 ? 20 : 5) + 0.5 * normal()), start: Date.UTC(2024, i, 1), end: Date.UTC(2024, i + 1, 1) }));
    expect(outlook(watched([], { points }), null, Date.UTC(2027, 0, 1))).toMatchObject({ state: "STABLE", evidence: { season: 12, seasonUnknown: false } });
  });
});
