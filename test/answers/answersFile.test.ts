import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../src/commands/program.js";
import { readAnswers } from "../../src/ingest/answersFile.js";
import { withPrinted } from "../support/printed.js";

const printed = withPrinted();

const read = (...lines: readonly (object | string)[]) => readAnswers((async function* () { yield lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"); })());
const line = { question: "Where?", answer: "At the portal [2].", contexts: ["Feed the printer.", "Reset it at the portal."], reference: "At the portal" };

test("a line is an answer with its contexts, and cites by place, by id or by marks in the answer", async () => {
  const { cases, problems } = await read(line, "", { ...line, key: "x", citations: ["kb/9", "kb/2", 1], contexts: [{ id: "kb/1", text: "One" }, { id: "kb/2", source: "kb", text: "Two" }], relevant: ["kb"], confidence: 0.5, correct: true, perturbs: 1 }, { question: "Why?", answer: "So." });
  expect(problems).toEqual([]);
  expect(cases.map(({ key }) => key)).toEqual(["1", "x", "4"]);
  expect(cases[0]).toMatchObject({ citations: [{ id: "2", text: "Reset it at the portal." }], references: ["At the portal"], relevant: null, confidence: null });
  expect(cases[1]).toMatchObject({ citations: [{ id: "kb/9", text: "" }, { id: "kb/2", text: "Two" }, { id: "kb/1", text: "One" }], relevant: new Set(["kb"]), confidence: 0.5, isRight: true, perturbs: "1" });
  expect(cases[2]).toMatchObject({ contexts: [], citations: null, references: [] });
});

test("a line that can't be taken is told with its number, and the rest goes on", async () => {
  const { cases, problems } = await read("{", { question: "Where?" }, { ...line, confidence: 2 }, { ...line, citations: [3] }, { ...line, key: "a" }, { ...line, key: "a" }, { ...line, key: "b", perturbs: "none" });
  expect(cases.map(({ key }) => key)).toEqual(["a", "b"]);
  expect(problems.map(({ line: number, path }) => [number, path])).toEqual([[1, null], [2, "answer"], [3, "confidence"], [4, "citations"], [6, "key"], [7, "perturbs"]]);
  expect(problems[3]!.reason).toBe("citations has 3, and there are 2 contexts; number them from 1.");
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalgraph-answers-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test("evalgraph evaluate answers prints means and values by answer, without a database", async () => {
  const file = join(folder, "answers.jsonl");
  await writeFile(file, `${JSON.stringify(line)}\n${JSON.stringify({ ...line, answer: "at portal" })}\n`);
  expect(await run(["evaluate", "answers", "--file", file, "--json"])).toBe(0);
  const { answers, metrics, items } = JSON.parse(printed.out) as { readonly answers: number; readonly metrics: readonly { readonly metric: string; readonly value: number | null; readonly reason: string | null }[]; readonly items: readonly object[] };
  expect(answers).toBe(2);
  expect(metrics.find(({ metric }) => metric === "exact-match")).toEqual({ metric: "exact-match", value: 0.5, n: 2, reason: null });
  expect(metrics.find(({ metric }) => metric === "brier-score")).toMatchObject({ value: null, n: 0, reason: expect.stringContaining("confidence") as unknown });
  expect(items).toEqual([expect.objectContaining({ key: "1", "citation-precision": 1, "token-f1": 0.8 }), expect.objectContaining({ key: "2", "exact-match": 1, "citation-precision": null })]);
  printed.out = "";
  expect(await run(["evaluate", "answers", "--file", file])).toBe(0);
  expect(printed.out).toMatch(/^2 answers\.\nexact-match {17}0\.5000 {2}n = 2\n/);
  await writeFile(file, "{}\n");
  expect(await run(["evaluate", "answers", "--file", file])).toBe(1);
  expect(printed.out).toContain("line 1, question:");
  expect(await run(["evaluate", "answers", "--file", folder])).toBe(1);
  expect(printed.err).toContain(`There is no readable file at ${folder}`);
  expect(await run(["evaluate", "answers"])).toBe(1);
  expect(printed.err).toContain("Give either --file");
});
