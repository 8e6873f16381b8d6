import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { Problem } from "../entity/problem.js";
import { pythonJson } from "./pythonJson.js";

/** A time series of a file, as the Turing Change Point Dataset (van den Burg and Williams 2020) has them. */
export interface StoredSeries {
  readonly name: string;
  /** One for each dimension, all of the same length; NaN where nothing was measured. */
  readonly columns: readonly Float64Array[];
}

/** The files that a path names: itself, or all that end in .json in a folder and those below it, by name. @throws Problem BAD_INPUT. */
export async function seriesFiles(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Problem("BAD_INPUT", `There is nothing at ${path}; give a file of a series as JSON, or a folder of them.`);
  if (!found.isDirectory()) return [path];
  const files = (await readdir(path, { recursive: true })).filter((file) => file.endsWith(".json")).sort();
  if (files.length === 0) throw new Problem("BAD_INPUT", `No file in ${path} ends in .json; give a folder of series, each a file.`);
  return files.map((file) => join(path, file));
}

const shape = z.object({
  name: z.string().min(1).optional(),
  n_obs: z.int().optional(),
  series: z.array(z.object({ raw: z.array(z.union([z.number(), z.null(), z.boolean().transform(Number)])) })).min(1),
});

const expected = 'give {"name", "series": [{"raw": [numbers or null]}]}.';

/** Reads one. Its name is the file's where it has none. @throws Problem NOT_FOUND where the file is about something else, BAD_INPUT. */
export async function readSeries(file: string): Promise<StoredSeries> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => { throw new Problem("BAD_INPUT", `It can't be read (${error.code}); give a file that this user may read.`); });
  const given = parse(text);
  if (typeof given !== "object" || given === null || !("series" in given)) throw new Problem("NOT_FOUND", `It has no "series"; ${expected}`);
  const parsed = shape.safeParse(given);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues as [z.core.$ZodIssue];
    throw new Problem("BAD_INPUT", `${path.join(".")} is not as expected: ${message}; ${expected}`);
  }
  const { name = basename(file, ".json"), n_obs: length, series } = parsed.data;
  const lengths = [...new Set([...(length === undefined ? [] : [length]), ...series.map(({ raw }) => raw.length)])];
  if (lengths.length > 1) throw new Problem("BAD_INPUT", `Lengths differ: ${lengths.join(" and ")} points, of n_obs and of each series' raw; give null for points that are missing.`);
  return { name, columns: series.map(({ raw }) => Float64Array.from(raw, (value) => value ?? NaN)) };
}

function parse(text: string): unknown {
  try {
    return pythonJson(text);
  } catch (error) {
    throw new Problem("BAD_INPUT", `It isn't JSON (${(error as Error).message}); give a series as the Turing Change Point Dataset stores them.`);
  }
}
