import { beforeAll, describe, expect, test } from "vitest";
import { contradictions, deserialise, fitTransfer, predictCells, probabilityBelow, quality, reasons, sdAfter, serialise, similarity, type TransferModel } from "../../../src/transfer/model.js";
import { solve } from "../../../src/statistics/cholesky.js";
import { cholesky } from "../../../src/transfer/model/cholesky.js";
import { fromAngular, toAngular } from "../../../src/transfer/model/angular.js";
import { column, madeTable, subject } from "./made.js";

const { table, truth } = madeTable({ columns: 32, subjects: 20, fill: 0.5, seed: 4 });
const isSeen = new Set([...table.cells.values.keys()].map((at) => `${table.cells.columns[at]} ${table.cells.subjects[at]}`));
const hidden = table.columns.flatMap((_, c) => table.subjects.map((__, s) => ({ column: c, subject: s }))).filter((pair) => !isSeen.has(`${pair.column} ${pair.subject}`));
let model: TransferModel;
beforeAll(() => {
  model = fitTransfer(table);
});

describe("predictions of cells that weren't seen", () => {
  test("are better than task + model mean, and their intervals hold about what they say", () => {
    const tried = predictCells(model, hidden, 0.9).map(({ mean, low, high }, i) => ({ task: String(hidden[i]!.column), truth: truth(hidden[i]!.column, hidden[i]!.subject), mean: mean!, low: low!, high: high! }));
    const { rmse, coverage } = quality(tried);
    expect(rmse!).toBeLessThan(model.backtest.all.means.rmse!);
    expect(coverage!).toBeGreaterThan(0.84);
    expect(coverage!).toBeLessThan(0.96);
  });

  test("are the same for the same seed, alone or together", () => {
    expect(predictCells(fitTransfer(table), hidden.slice(0, 5), 0.9)).toEqual(predictCells(model, hidden.slice(0, 5), 0.9));
    expect(predictCells(model, hidden, 0.9)[7]).toEqual(predictCells(model, [hidden[7]!], 0.9)[0]);
  });

  test("sweeps of the fits that calibrate don't change the fit that answers, and progress ends with it", () => {
    const [short, long] = [1, 2].map((trialSweeps) => {
      const shares: number[] = [];
      const fitted = fitTransfer(table, { sweeps: 3, trialSweeps }, (share) => shares.push(share));
      expect(shares).toEqual([...shares].sort((one, other) => one - other));
      expect([shares[0]! > 0, shares.at(-1)]).toEqual([true, 1]);
      return fitted;
    }) as [TransferModel, TransferModel];
    expect(short.gaussian).toEqual(long.gaussian);
    expect(short.calibration).not.toEqual(long.calibration);
  });

  test("know what they rest on", () => {
    const { support, observed } = predictCells(model, [hidden[0]!], 0.9)[0]!;
    const count = (side: Int32Array, at: number) => side.reduce((sum, each) => sum + Number(each === at), 0);
    expect(support).toMatchObject({ ofColumn: count(table.cells.columns, hidden[0]!.column), ofSubject: count(table.cells.subjects, hidden[0]!.subject) });
    expect(observed).toBeNull();
    const [c, s, value] = [table.cells.columns[0]!, table.cells.subjects[0]!, table.cells.values[0]!];
    expect(predictCells(model, [{ column: c, subject: s }], 0.9)[0]!.observed).toBe(value);
  });

  test("of a new task lie as far above what chance scores there as in other tasks", () => {
    const chance = (at: number) => (at % 3 === 0 ? 40 : 0);
    const guessed = fitTransfer({
      ...table, columns: table.columns.map((each, at) => ({ ...each, chance: at % 3 === 2 ? null : chance(at) })),
      cells: { ...table.cells, values: table.cells.values.map((value, at) => value + chance(table.cells.columns[at]!)) },
    });
    const mean = (of: number | null) => predictCells(guessed, [{ column: column("new", { chance: of }), subject: 3 }], 0.9)[0]!.mean!;
    expect(mean(40) - mean(0)).toBeGreaterThan(25);
    expect(mean(null)).toBeGreaterThan(mean(0));
    expect(mean(null)).toBeLessThan(mean(40));
  });

  test("that all others contradict, and that contradict their repeats, are known, and kept with the model", () => {
    const wild = { ...table, cells: { ...table.cells, values: table.cells.values.map((value, at) => (at === 7 ? value - 90 : value)), apart: table.cells.apart.map((_, at) => (at === 11 ? 6 : 0)) } };
    const { of, ofColumn, ofSubject } = contradictions(deserialise(serialise(fitTransfer(wild))));
    expect([of.get(7), of.get(11)]).toEqual(["OTHERS", "REPEATS"]);
    expect(of.size).toBeLessThan(table.cells.values.length / 20);
    expect(ofColumn[table.cells.columns[7]!]!).toBeGreaterThan(0);
    expect([...ofSubject].reduce((sum, each) => sum + each, 0)).toBe(of.size);
    expect(contradictions(model).of.has(7)).toBe(false);
  });

  test("of new tasks and new models have wider intervals, and of a wider level too", () => {
    const task = column("new", { kind: "kind 1", text: "Another task of kind 1" });
    const pairs = [hidden[0]!, { column: task, subject: 3 }, { column: task, subject: subject("new") }];
    const [known, newTask, both] = predictCells(model, pairs, 0.8).map(({ low, high }) => high! - low!);
    expect(newTask!).toBeGreaterThan(known!);
    expect(both!).toBeGreaterThan(newTask! * 0.9);
    expect(predictCells(model, pairs, 0.9).every(({ low, high }, i) => high! - low! >= [known!, newTask!, both!][i]!)).toBe(true);
  });

  test("between bounds stay there, and are closer for it where scores crowd at an end", () => {
    const range = [0, 100] as const;
    const crowded = (points: number) => fromAngular(range, 75 + 1.5 * (points - 50));
    const scored = (columns: typeof table.columns) => {
      const cells = { ...table.cells, values: table.cells.values.map(crowded) };
      return predictCells(fitTransfer({ ...table, columns, cells }), hidden, 0.9);
    };
    const [bounded, unbounded] = [scored(table.columns.map((each) => ({ ...each, range }))), scored(table.columns)];
    expect(bounded.every(({ low, mean, high }) => 0 <= low! && low! < mean! && mean! < high! && high! <= 100)).toBe(true);
    const [better, worse] = [bounded, unbounded].map((all) => quality(all.map(({ mean, low, high }, i) => ({ task: String(hidden[i]!.column), truth: crowded(truth(hidden[i]!.column, hidden[i]!.subject)), mean: mean!, low: low!, high: high! }))));
    expect(better!.rmse!).toBeLessThan(0.9 * worse!.rmse!);
    expect(better!.coverage!).toBeGreaterThan(0.84);
  });

  test("are the same where lower is better, the other way round", () => {
    const cells = { ...table.cells, stdErrs: table.cells.stdErrs.map(() => 3) };
    const [higher, lower] = ([[[0, 100], 1], [[-100, 0], -1]] as const).map(([range, sign]) =>
      predictCells(fitTransfer({ ...table, columns: table.columns.map((each) => ({ ...each, range, chance: sign * 20 })), cells: { ...cells, values: cells.values.map((value) => sign * value) } }), hidden.slice(0, 20), 0.9));
    for (const [at, { mean, low, sd }] of higher!.entries()) {
      expect(lower![at]!.mean).toBeCloseTo(-mean!, 6);
      expect(lower![at]!.high).toBeCloseTo(-low!, 6);
      expect(lower![at]!.sd).toBeCloseTo(sd!, 6);
    }
  });

  test("have a probability below any score that goes with their interval and ends with the range", () => {
    const range = [0, 100] as const;
    const bounded = fitTransfer({ ...table, columns: table.columns.map((each) => ({ ...each, range })), cells: { ...table.cells, values: table.cells.values.map((value) => fromAngular(range, value + 55)) } });
    const { mean, normal } = predictCells(bounded, [hidden[3]!], 0.9)[0]!;
    expect(probabilityBelow(range, normal!, mean!)).toBeCloseTo(0.5, 10);
    expect(probabilityBelow(range, normal!, fromAngular(range, normal!.mean - normal!.sd))).toBeCloseTo(0.1587, 4);
    expect([0, 100.1].map((points) => probabilityBelow(range, normal!, points))).toEqual([0, 1]);
    expect(probabilityBelow(range, normal!, 100)).toBeLessThan(1);
    expect([49, 51].map((points) => probabilityBelow(null, { mean: 50, sd: 0 }, points))).toEqual([0, 1]);
  });

  test("from nothing are nothing, and say so", () => {
    const empty = fitTransfer({ ...table, cells: { columns: new Int32Array(0), subjects: new Int32Array(0), values: new Float64Array(0), stdErrs: new Float64Array(0), apart: new Float64Array(0) } });
    expect(predictCells(empty, [{ column: 0, subject: 0 }], 0.9)[0]).toMatchObject({ mean: null, low: null, observed: null, noBetterThanMean: true });
    expect(reasons(empty, 0, 0, 3)).toEqual([]);
    expect(similarity(empty, 0, 1)).toBeNull();
  });

  test("of a single score are that score's neighbourhood, without an interval", () => {
    const one = fitTransfer({ ...table, cells: { columns: Int32Array.of(2), subjects: Int32Array.of(1), values: Float64Array.of(70), stdErrs: Float64Array.of(0), apart: Float64Array.of(0) } });
    expect(predictCells(one, [{ column: 3, subject: 1 }], 0.9)[0]).toMatchObject({ low: null, high: null, noBetterThanMean: true });
    expect(predictCells(one, [{ column: 3, subject: 1 }], 0.9)[0]!.mean).toBeCloseTo(70, 0);
  });
});

describe("a fit on noise alone", () => {
  test("says that it can't do better than means", () => {
    const noise = { ...table, cells: { ...table.cells, values: table.cells.values.map((_, at) => 50 + ((at * 7919) % 101) / 10) } };
    expect(predictCells(fitTransfer(noise), hidden.slice(0, 40), 0.9).filter(({ noBetterThanMean }) => noBetterThanMean).length).toBeGreaterThan(0);
  });
});

test("reasons add up to what the prediction adds to the task's level", () => {
  const { column: c, subject: s } = hidden[3]!;
  const level = model.gaussian!.level[model.columnAt[c]!]!;
  const mixed = model.share * level + (1 - model.share) * (model.additive!.mean + model.additive!.column[model.columnAt[c]!]! + model.additive!.subject[model.subjectAt[s]!]!);
  const sum = reasons(model, c, s, 1_000).reduce((all, { weight }) => all + weight, 0);
  const unsettled = 0.2;
  expect(Math.abs(mixed + sum - predictCells(model, [hidden[3]!], 0.9)[0]!.mean!)).toBeLessThan(unsettled);
  const few = reasons(model, c, s, 3);
  expect(few).toHaveLength(3);
  expect(Math.abs(few[0]!.weight)).toBeGreaterThanOrEqual(Math.abs(few[2]!.weight));
});

test("near the end of a range a reason moves a prediction by as much less", () => {
  const range = [0, 100] as const;
  const bounded = fitTransfer({ ...table, columns: table.columns.map((each) => ({ ...each, range })), cells: { ...table.cells, values: table.cells.values.map((value) => fromAngular(range, value + 55)) } });
  const { column: c, subject: s } = hidden[3]!;
  const mean = predictCells(bounded, [hidden[3]!], 0.9)[0]!.mean!;
  expect(mean).toBeGreaterThan(90);
  const { columns, cells } = bounded.table;
  const angular = fitTransfer({ ...bounded.table, columns: columns.map((each) => ({ ...each, range: null })), cells: { ...cells, values: cells.values.map((value) => toAngular(range, value)) } });
  const inAngular = new Map(reasons(angular, c, s, 1_000).map((reason) => [`${reason.column} ${reason.subject}`, reason.weight]));
  const told = reasons(bounded, c, s, 1_000);
  expect(told).toHaveLength(inAngular.size);
  for (const { column: by, subject: of, weight } of told) expect(weight).toBeCloseTo(mean - fromAngular(range, toAngular(range, mean) - inAngular.get(`${by} ${of}`)!), 6);
});

test("tasks of one kind are more alike than others, by the graph and by what was learnt", () => {
  const [same, other] = [similarity(model, 0, 4)!, similarity(model, 0, 5)!];
  expect(same.correlation).toBeGreaterThan(other.correlation);
  expect(same.expected).toBeCloseTo(same.parts.reduce((sum, { value }) => sum + value, 0), 12);
  expect(same.parts.find(({ name }) => name === "kind")!.value).toBeGreaterThan(other.parts.find(({ name }) => name === "kind")!.value);
  expect(similarity(model, column("new", { kind: "kind 0" }), 0)!.correlation).toBeGreaterThan(similarity(model, column("new", { kind: "kind 1" }), 0)!.correlation);
  const { covariance } = model.gaussian!;
  const t = model.columns.length;
  expect(covariance[1]! / Math.sqrt(covariance[0]! * covariance[t + 1]!)).toBeCloseTo(similarity(model, model.columns[0]!, model.columns[1]!)!.correlation, 10);
});

test("one more evaluation narrows a prediction as conditioning on it does", () => {
  const pair = hidden[5]!;
  const others = hidden.filter(({ subject: s, column: c }) => s === pair.subject && c !== pair.column).slice(0, 2).map((each) => each.column);
  const { now, after } = sdAfter(model, pair, [pair.column, ...others])!;
  expect(after.every((sd) => sd <= now)).toBe(true);
  expect(after[0]!).toBeLessThan(Math.min(after[1]!, after[2]!));
  const { gaussian, columnAt, subjectAt } = model;
  const [t, m] = [model.columns.length, subjectAt[pair.subject]!];
  const seen = [...table.cells.values.keys()].filter((at) => table.cells.subjects[at] === pair.subject).map((at) => columnAt[table.cells.columns[at]!]!);
  const given = (columns: readonly number[]) => {
    const s = (a: number, b: number) => gaussian!.own[m]! * gaussian!.covariance[a * t + b]!;
    const n = columns.length;
    const at = columnAt[pair.column]!;
    const factor = cholesky(Float64Array.from({ length: n * n }, (_, i) => s(columns[Math.floor(i / n)]!, columns[i % n]!) + (i % (n + 1) === 0 ? model.settings.noise : 0)), n);
    const cross = Float64Array.from(columns, (c) => s(at, c));
    const gains = solve(factor, n, cross.slice());
    return s(at, at) - gains.reduce((sum, gain, i) => sum + gain * cross[i]!, 0);
  };
  const spread = gaussian!.spread[columnAt[pair.column]!]!;
  const narrowed = given(seen) - given([...seen, columnAt[others[0]!]!]);
  const typical = (now ** 2 - after[1]! ** 2) / (spread ** 2 * gaussian!.inflation[m]! * narrowed);
  expect(typical).toBeCloseTo((predictCells(model, [pair], 0.9)[0]!.sd! ** 2 - now ** 2) / (spread ** 2 * gaussian!.inflation[m]! * model.settings.noise), 1);
});

describe("a stored model", () => {
  test("predicts what the model does", () => {
    const again = deserialise(serialise(model));
    const [before, after] = [model, again].map((each) => predictCells(each, hidden.slice(0, 30), 0.9));
    before!.forEach(({ mean, low, support }, i) => {
      expect(after![i]!.mean).toBeCloseTo(mean!, 3);
      expect(after![i]!.low).toBeCloseTo(low!, 3);
      expect(after![i]!.support).toEqual(support);
    });
    expect(again.table.cells).toEqual(table.cells);
    expect(again.backtest).toEqual(model.backtest);
  });

  test("of another version or of something else is refused", () => {
    const bytes = serialise(model);
    expect(() => deserialise(bytes.slice().fill(99, 4, 5))).toThrow(/has version 99; expected 5\. Fit it anew/);
    expect(() => deserialise(Uint8Array.of(1, 2, 3))).toThrow(/begins with 0/);
  });
});
