import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../src/commands/program.js";
import { withPrinted } from "../support/printed.js";

const printed = withPrinted();

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalgraph-series-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Two levels, 0 and 5, that swing by half. */
const raw = Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 5) + ((i * 7) % 11) / 11);
const series = (name: string | undefined, columns: readonly (readonly (number | null)[])[]) =>
  JSON.stringify({ name, longname: "Levels", n_obs: columns[0]!.length, n_dim: columns.length, time: { index: columns[0]!.map((_, i) => i) }, series: columns.map((values, i) => ({ label: `V${i}`, type: "float", raw: values })) });
const evaluate = (path: string, ...more: readonly string[]) => run(["evaluate", "drift", "--series", path, "--out", join(folder, "out.json"), ...more]);
const written = async () => JSON.parse(await readFile(join(folder, "out.json"), "utf8")) as unknown;

test("change points of one series are written by its name", async () => {
  await writeFile(join(folder, "levels.json"), series("levels", [raw]));
  expect(await evaluate(join(folder, "levels.json"))).toBe(0);
  expect(await written()).toEqual({ levels: [30] });
  expect(printed.out).toContain("levels: 30");
  expect(printed.err).toContain("series: 1 of 1");
});

test("of a folder all are, with several columns, gaps and Python's NaN; those that can't be read are told and fail it, and the rest goes on", async () => {
  await mkdir(join(folder, "in", "below"), { recursive: true });
  const write = (file: string, text: string) => writeFile(join(folder, "in", file), text);
  await write("two.json", series("two", [raw, raw.map((value, i) => (i % 7 === 1 ? null : -value))]));
  await write("below/unnamed.json", series(undefined, [raw]).replace("[0,", "[NaN,"));
  await write("broken.json", "{");
  await write("again.json", series("two", [raw]));
  await write("short.json", series("short", [raw, raw.slice(1)]));
  await write("other.json", `{"nile": {"6": []}}`);
  expect(await evaluate(join(folder, "in"), "--json")).toBe(1);
  const told = JSON.parse(printed.out) as { readonly problems: readonly { readonly file: string; readonly reason: string }[] };
  expect(Object.keys((await written()) as object).sort()).toEqual(["two", "unnamed"]);
  expect(told).toMatchObject({ series: 2, changePoints: { unnamed: [30] }, passedOver: [join(folder, "in", "other.json")] });
  expect(told.problems.map(({ reason }) => reason.slice(0, 30))).toEqual([
    "It isn't JSON (Expected propert", "Lengths differ: 60 and 59 point", "Another file has a series of th",
  ].map((reason) => reason.slice(0, 30)));
});

test("a file that is named must be a series, and each number one", async () => {
  await writeFile(join(folder, "other.json"), `{"nile": {"6": []}}`);
  expect(await evaluate(join(folder, "other.json"))).toBe(1);
  expect(printed.out).toContain(`other.json: It has no "series"; give {"name", "series": [{"raw": [numbers or null]}]}.`);
  await writeFile(join(folder, "words.json"), `{"series": [{"raw": [1, "two", 3]}]}`);
  expect(await evaluate(join(folder, "words.json"))).toBe(1);
  expect(printed.out).toContain("series.0.raw.1 is not as expected");
});

test("what isn't there, or can't be written to, is said before anything is done", async () => {
  expect(await evaluate(join(folder, "none.json"))).toBe(1);
  expect(printed.err).toContain("There is nothing at");
  printed.err = "";
  expect(await evaluate(folder)).toBe(1);
  expect(printed.err).toContain("No file in");
  printed.err = "";
  expect(await run(["evaluate", "drift", "--series", folder, "--out", folder])).toBe(1);
  expect(printed.err).toContain("is a folder; give a file for the change points.");
});
