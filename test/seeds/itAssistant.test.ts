import { beforeAll, describe, expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { digestOf, sha256 } from "../../src/entity/digest.js";
import { grouped } from "../../src/entity/grouped.js";
import { outlook } from "../../src/drift/outlook.js";
import { parseSeed, readSeed } from "../../src/seeds/readSeed.js";
import type { Seed, SeedDocument } from "../../src/seeds/seed.js";
import { seedFiles } from "../../src/seeds/seedFiles.js";

const folder = "seeds/it-assistant";
/** Items of all kinds, with what is looked at here. */
interface Item {
  readonly type: string; readonly key: string; readonly state: string; readonly parent?: Item; readonly task: string; readonly origin: string;
  readonly governs: readonly Item[]; readonly run?: string; readonly used: readonly Item[]; readonly template: string; readonly rootDigest: string;
  readonly subject: Item; readonly taskVersion: string; readonly data?: { readonly key: string; readonly split: string }; readonly deployment?: string; readonly mode: string;
  readonly scores: readonly Item[]; readonly metric: string; readonly slice?: string; readonly value: number; readonly n: number; readonly stdErr: number;
  readonly min?: number; readonly max?: number; readonly better: "HIGHER" | "LOWER" | "TARGET"; readonly unit?: string; readonly target?: number;
  readonly signal: string; readonly threshold: number; readonly definitionVersion: string; readonly splits: Readonly<Record<string, number>>; readonly itemCount: number;
  readonly at: string; readonly startedAt: string; readonly endedAt: string; readonly releasedAt: string; readonly periodStart: string; readonly periodEnd: string;
  readonly bins?: readonly number[]; readonly counts?: readonly number[]; readonly environment: string; readonly validFrom: string; readonly validTo?: string; readonly from: string; readonly since: string;
}
let seed: Seed;
let all: ReadonlyMap<string, readonly Item[]>;
beforeAll(async () => {
  seed = await readSeed(folder);
  all = grouped(seed.items.map(({ item }) => item as unknown as Item), ({ type }) => type);
});
const of = (type: string): readonly Item[] => all.get(type) ?? [];
const find = (type: string, key: string): Item => of(type).find((item) => item.key === key)!;
const documents = (): readonly SeedDocument[] => seed.documents.map(({ document }) => document);

test("it has no problems: all lines fit the format and every reference resolves", () => {
  expect(seed.problems).toEqual([]);
});

test("a broken reference would be found", async () => {
  const files = new Map(await seedFiles(folder));
  files.set("tasks.yaml", files.get("tasks.yaml")!.replace("parent: access-support", "parent: acces-support"));
  expect(parseSeed(files, catalogue.entities).problems[0]).toMatchObject({ file: "tasks.yaml", reason: expect.stringContaining("no Task acces-support") });
});

describe("it holds what a newcomer is promised", () => {
  test.each([
    ["Task", 15], ["Policy", 5], ["Document", 15], ["Dataset", 4], ["DatasetVersion", 4], ["Model", 3], ["System", 4], ["Evaluation", 60], ["Prompt", 3], ["PromptVersion", 3],
    ["Demonstration", 12], ["Review", 5], ["Deployment", 5], ["Item", 20], ["Kpi", 3], ["Grant", 5],
  ])("%s: at least %i", (type, least) => expect(of(type).length).toBeGreaterThanOrEqual(least));

  test("tasks in three levels", () => {
    const depth = (task: Item): number => (task.parent ? 1 + depth(find("Task", task.parent.key)) : 1);
    expect(Math.max(...of("Task").map(depth))).toBe(3);
  });

  test("policies on different levels", () => {
    const levels = new Set(of("PolicyVersion").flatMap(({ governs }) => governs.map(({ type }: Item) => type)));
    expect([...levels]).toEqual(expect.arrayContaining(["Domain", "Task", "Dataset", "Document", "Environment"]));
  });

  test("versions and training runs of at least three models", () => {
    const models = new Set(of("ModelVersion").filter(({ run }) => run).map(({ key }) => key.split("@")[0]));
    expect(models.size).toBeGreaterThanOrEqual(3);
    for (const { run } of of("ModelVersion").filter(({ run }) => run)) expect(find("Run", run!).used.length).toBeGreaterThan(0);
  });

  test("documents of 200 to 500 words", () => {
    for (const { key, text } of documents()) expect([key, text.split(/\s+/).length >= 200 && text.split(/\s+/).length <= 500]).toEqual([key, true]);
  });

  test("every prompt takes a question, and one version of each is approved", () => {
    for (const { template } of of("PromptVersion")) expect(template).toContain("{{question}}");
    for (const { key } of of("Prompt")) expect(of("PromptVersion").filter((version) => version.key.startsWith(`${key}@`) && version.state === "APPROVED").map(({ key }) => key)).toHaveLength(1);
  });

  test("a year of weeks for each of six signals", () => {
    expect(of("Signal")).toHaveLength(6);
    for (const { key } of of("Signal")) {
      const weeks = overall().filter(({ signal }) => signal === key).map(({ periodStart, periodEnd }) => [Date.parse(periodStart), Date.parse(periodEnd)] as const);
      expect(weeks.length).toBeGreaterThanOrEqual(52);
      expect(weeks.length).toBeLessThanOrEqual(60);
      weeks.forEach(([start, end], at) => expect([end - start, start - weeks[0]![0]]).toEqual([week, at * week]));
    }
  });
});
const week = 7 * 24 * 3600 * 1000;
/** Measurements over all cases. */
const overall = () => of("Measurement").filter(({ slice }) => !slice);

describe("its figures fit together", () => {
  test("values lie within the bounds of their metrics, and shares have the standard error of a share", () => {
    const scores = [...of("Evaluation").flatMap(({ scores }) => scores), ...of("Measurement").map((item): Item => ({ ...item, metric: find("Signal", item.signal).metric }))];
    for (const { metric, value, n, stdErr } of scores) {
      const { min = -Infinity, max = Infinity } = find("Metric", metric);
      expect(value).toBeGreaterThanOrEqual(min);
      expect(value).toBeLessThanOrEqual(max);
      if (counted.has(metric)) expect(Math.abs(stdErr - Math.sqrt((value * (1 - value)) / n))).toBeLessThan(0.0002);
    }
  });
  const counted = new Set(["resolution-rate", "reassignment-rate", "answer-correctness", "citation-support", "accuracy", "recall", "mask-miss-rate", "summary-faithfulness", "judge-agreement"]);

  test("slices of a week are all of its cases, and average to its value", () => {
    const sliced = of("Measurement").filter(({ slice }) => slice);
    expect(sliced.length).toBeGreaterThan(0);
    for (const all of overall()) {
      const own = sliced.filter(({ signal, periodStart }) => signal === all.signal && periodStart === all.periodStart);
      if (own.length === 0) continue;
      expect(own.reduce((sum, { n }) => sum + n, 0)).toBe(all.n);
      expect(own.reduce((sum, { n, value }) => sum + n * value, 0) / all.n).toBeCloseTo(all.value, 3);
    }
  });

  test("a week's histogram of the router's confidence holds all its cases, and is as high as the tickets that stay are many", () => {
    const recorded = overall().flatMap(({ bins, counts, ...rest }) => (bins && counts ? [{ ...rest, bins, counts }] : []));
    expect(new Set(recorded.map(({ signal }) => signal))).toEqual(new Set(["reassignment-weekly"]));
    expect(recorded.length).toBeGreaterThanOrEqual(20);
    for (const { bins, counts, n, value } of recorded) {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
      const middle = counts.reduce((sum, count, i) => sum + (count * (bins[i]! + bins[i + 1]!)) / 2, 0) / n;
      expect(Math.abs(middle - (1 - value))).toBeLessThan(0.06);
    }
  });

  test("all is made up, and says so", () => {
    expect(new Set([...of("Evaluation"), ...of("Measurement")].map(({ origin }) => origin))).toEqual(new Set(["SYNTHETIC"]));
  });

  test("no two evaluations are of the same thing at the same moment", () => {
    const keys = of("Evaluation").map(({ subject, taskVersion, data, run, deployment, at }) => JSON.stringify([subject, taskVersion, data, run, deployment, at]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("what is evaluated by a run is evaluated while it runs, and what is released before", () => {
    for (const { run, at, subject } of of("Evaluation").filter(({ run }) => run)) {
      const { startedAt, endedAt } = find("Run", run!);
      expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(startedAt));
      expect(Date.parse(at)).toBeLessThanOrEqual(Date.parse(endedAt));
      if (subject.type === "ModelVersion") expect(Date.parse(find("ModelVersion", subject.key).releasedAt)).toBeLessThan(Date.parse(at));
    }
  });

  test("data is evaluated with a split that it has", () => {
    for (const { data } of of("Evaluation").filter(({ data }) => data)) expect(Object.keys(find("DatasetVersion", data!.key).splits)).toContain(data!.split);
    for (const { splits, itemCount } of of("DatasetVersion")) expect(Object.values(splits).reduce((sum, n) => sum + n, 0)).toBe(itemCount);
  });

  test("one version of a system serves production at a time, without a gap", () => {
    const production = grouped(of("Deployment").filter(({ environment }) => environment === "production"), ({ task }) => task);
    for (const served of production.values())
      served.forEach(({ validTo }, at) => expect(validTo).toBe(served[at + 1]?.validFrom));
  });

  test("everything happens from the summer of 2025 to November 2026, and runs end after they begin", () => {
    const moments = seed.items.flatMap(({ item }) => ["at", "startedAt", "endedAt", "since", "effectiveFrom", "periodEnd"].map((name) => item[name]).filter((value) => typeof value === "string"));
    expect(moments.filter((each) => each < "2025-02-01" || each > "2026-11-30")).toEqual([]);
    for (const { startedAt, endedAt } of of("Run")) expect(Date.parse(endedAt)).toBeGreaterThan(Date.parse(startedAt));
  });

  test("a corpus' root digest is that of the texts that were valid then", () => {
    for (const { key, at, rootDigest } of of("CorpusVersion")) {
      const valid = documents().filter(({ corpora, validFrom }) => corpora.includes(key.split("@")[0]!) && Date.parse(validFrom!) <= Date.parse(at));
      const newest = grouped([...valid].sort((a, b) => Date.parse(b.validFrom!) - Date.parse(a.validFrom!)), (document) => document.key);
      expect(rootDigest).toBe(digestOf([...newest.values()].map(([newest]) => sha256(newest!.text)).sort()));
    }
  });

  test("the version in production passes the gate, and the candidate fails it in Spanish", () => {
    const score = (system: string, task: string, metric: string, slice?: string): number =>
      of("Evaluation").filter(({ subject, taskVersion, mode, data }) => subject.key === system && taskVersion === task && mode === "OFFLINE" && data!.key.endsWith("@2"))
        .flatMap(({ scores }) => scores).find((each) => each.metric === metric && each.slice === slice)!.value;
    const floors = (system: string) => [
      score(system, "reset-password@1", "answer-correctness") >= 0.8, score(system, "answer-from-knowledge-base@1", "answer-correctness", "language=es") >= 0.7,
      score(system, "answer-from-knowledge-base@1", "citation-support") >= 0.85, score(system, "answer-from-knowledge-base@1", "leak-rate") <= 0.005,
    ];
    expect(floors("it-assistant@2026.07")).toEqual([true, true, true, true]);
    expect(floors("it-assistant@2026.10")).toEqual([true, false, true, true]);
  });
});

describe("exactly two of its signals drift", () => {
  /** Values from the last baseline on, so signed that more is worse. */
  const series = (key: string): readonly number[] => {
    const signal = find("Signal", key);
    const from = of("Baseline").find((each) => each.signal === key)?.from ?? "";
    const sign = find("Metric", signal.metric).better === "HIGHER" ? -1 : 1;
    return overall().filter((each) => each.signal === key && each.periodStart >= from).map(({ value }) => sign * value);
  };
  /** How far the last eight weeks lie from the first twenty, in their standard deviations. */
  const shift = (values: readonly number[]): number => {
    const first = values.slice(0, 20);
    const sd = Math.sqrt(first.reduce((sum, value) => sum + (value - mean(first)) ** 2, 0) / (first.length - 1));
    return (mean(values.slice(-8)) - mean(first)) / sd;
  };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  test("the others stay where they are", () => {
    const shifts = of("Signal").map(({ key }) => [key, shift(series(key))] as const);
    expect(shifts.filter(([, size]) => size > 2).map(([key]) => key).sort()).toEqual(["citation-support-weekly", "reassignment-weekly"]);
    expect(shifts.filter(([, size]) => Math.abs(size) < 0.6)).toHaveLength(4);
  });

  test("the service's own detector finds these two, each after it began, and nothing else", () => {
    const states = (at: string) => of("Signal").map(({ key, metric, threshold }) => {
      const { better, unit = null, target = null } = find("Metric", metric);
      const points = overall().filter(({ signal }) => signal === key).map(({ periodStart, periodEnd, value, n, stdErr, definitionVersion }) =>
        ({ start: Date.parse(periodStart), end: Date.parse(periodEnd), value, n, stdErr, definition: definitionVersion }));
      const baselines = of("Baseline").filter(({ signal }) => signal === key).map(({ from }) => Date.parse(from));
      return [key, outlook({ points, baselines, better, unit, target }, threshold, Date.parse(at))] as const;
    });
    const drifting = (at: string) => states(at).filter(([, { state }]) => state !== "STABLE").map(([key, { state }]) => [key, state]).sort();
    expect(drifting("2026-07-27T00:00:00Z")).toEqual([]);
    expect(drifting("2026-11-16T00:00:00Z")).toEqual([["citation-support-weekly", "DRIFTING"], ["reassignment-weekly", "DRIFTING"]]);
    const found = new Map(states("2026-11-16T00:00:00Z"));
    const deployed = Date.parse(find("Deployment", "router-production-2026-09").validFrom);
    expect(Math.abs(found.get("reassignment-weekly")!.changePoint! - deployed)).toBeLessThan(2 * week);
    expect(found.get("citation-support-weekly")!.changePoint!).toBeGreaterThan(Date.parse("2026-07-06T00:00:00Z"));
  });

  test("one at once, in the week of a deployment", () => {
    const values = overall().filter(({ signal }) => signal === "reassignment-weekly");
    const change = values.findIndex(({ periodEnd }) => periodEnd > find("Deployment", "router-production-2026-09").validFrom);
    const figures = values.map(({ value }) => value);
    expect(Math.min(...figures.slice(change))).toBeGreaterThan(mean(figures.slice(0, change)) + 0.02);
    expect(find("Alert", "reassignment-weekly#2026-09-28T00:00:00.000Z").since).toBe(values[change]!.periodStart);
  });

  test("one slowly", () => {
    const quarters = [0, 6, 12].map((from) => mean(series("citation-support-weekly").slice(40 + from, 46 + from)));
    expect(quarters[1]!).toBeGreaterThan(quarters[0]!);
    expect(quarters[2]!).toBeGreaterThan(quarters[1]!);
  });
});
