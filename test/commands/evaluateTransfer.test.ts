import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../src/commands/program.js";
import { withPrinted } from "../support/printed.js";

const printed = withPrinted();


/** Nine tasks of three kinds and twelve models, of which a greater one is better; every score is there. */
const score = (task: number, model: number): number => 0.3 + 0.05 * (task % 3) + 0.02 * task + 0.03 * model;
const tasks = Array.from({ length: 9 }, (_, t) => ({ name: `task, ${t}`, type: ["Retrieval", "Clustering", "STS"][t % 3], description: `Number ${t}.`, domains: ["Web"], languages: ["eng"], subtypes: [], mainScore: "accuracy" }));
const models = Array.from({ length: 12 }, (_, m) => ({ name: `acme/m${m}`, organisation: "acme", releasedAt: `20${10 + m}-01-01`, parameters: 10 ** (m + 1), embeddingDimensions: 64, maxTokens: 512, adaptedFrom: null, openWeights: true }));
const data = mkdtempSync(join(tmpdir(), "evalgraph-table-"));
writeFileSync(join(data, "models.json"), JSON.stringify(models));
writeFileSync(join(data, "tasks.json"), JSON.stringify(tasks));
writeFileSync(join(data, "results.csv"), ["model,task,score", ...models.flatMap(({ name }, m) => tasks.map((task, t) => `${name},"${task.name}",${score(t, m).toFixed(4)}`)).slice(0, -1), ""].join("\n"));
const split = (name: string, hidden: readonly (readonly string[])[]): string => {
  writeFileSync(join(data, name), JSON.stringify({ hidden }));
  return join(data, name);
};
const evaluate = (...options: readonly string[]) => run(["evaluate", "transfer", "--data", data, ...options]);

test("standard splits are written, the same for the same seed", async () => {
  const [one, other] = [join(data, "one"), join(data, "other")];
  expect(await evaluate("--splits", one, "--json")).toBe(0);
  expect(await evaluate("--splits", other)).toBe(0);
  const names = readdirSync(one).sort();
  expect(names).toEqual(expect.arrayContaining(["cells-30.json", "cells-70.json", "cells-90.json", "new-model-0-runs.json", "new-task-5-runs.json", "newest-models.json"]));
  for (const name of names) expect(readFileSync(join(one, name), "utf8")).toBe(readFileSync(join(other, name), "utf8"));
  const newest = (JSON.parse(readFileSync(join(one, "newest-models.json"), "utf8")) as { readonly hidden: readonly (readonly [string, string])[] }).hidden;
  expect([...new Set(newest.map(([model]) => model))]).toEqual(["acme/m9", "acme/m10", "acme/m11"]);
});

test("hidden scores are predicted, also one that nobody knows, and measured in points where they are known", async () => {
  const hidden = [...models.map(({ name }, m) => [name, tasks[m % 9]!.name]), ["acme/m11", "task, 8"]];
  const out = join(data, "predictions.csv");
  expect([await evaluate("--hide", split("split.json", hidden), "--out", out), printed.err]).toEqual([0, expect.anything()]);
  const report = JSON.parse(printed.out) as { readonly scores: number; readonly hidden: number; readonly points: { readonly n: number; readonly rmse: number; readonly coverage: number } };
  expect(report).toMatchObject({ scores: 95, hidden: 13, interval: 0.9, points: { n: 12 }, problems: [] });
  expect(report.points.rmse).toBeLessThan(5);
  const [header, first, ...rows] = readFileSync(out, "utf8").trim().split("\n");
  expect(header).toBe("model,task,prediction,low,high,n_support");
  expect(first).toMatch(/^acme\/m0,"task, 0",0\.\d+,0\.\d+,0\.\d+,\d+$/);
  expect(rows).toHaveLength(12);
  expect(printed.err).toContain("fit, in hundredths: 100 of 100");
}, 300_000);

test("what can't be done is said before anything slow begins", async () => {
  const wrong = async (...options: readonly string[]) => {
    printed.err = "";
    expect(await evaluate(...options)).toBe(1);
    return printed.err;
  };
  const out = ["--out", join(data, "p.csv")];
  expect(await wrong()).toContain("There is nothing to do; give --hide and --out");
  expect(await wrong("--hide", split("unknown.json", [["acme/m0", "no task"]]), ...out)).toContain('hides the task "no task", which has no row in tasks.json');
  expect(await wrong("--hide", split("odd.json", [["acme/m0"]]), ...out)).toContain("is no split");
  expect(await wrong("--hide", split("split.json", []), "--out", data)).toContain("is a folder; give a file for the predictions");
  expect(await wrong("--hide", join(data, "split.json"), ...out, "--interval", "90")).toContain("--interval is 90; expected over 0 and under 1");
});
