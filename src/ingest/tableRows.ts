import { parse } from "csv-parse/sync";
import { LineCounter, parseDocument, type YAMLSeq } from "yaml";
import { z } from "zod";
import { grouped } from "../entity/grouped.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import { pythonJson } from "./pythonJson.js";
import type { FileProblem, SourceFile } from "./sourceFiles.js";

/** A published table of scores in three files: its models, its tasks, and a score for some of their pairs. */
export interface Table {
  readonly models: readonly Row<TableModel>[];
  readonly tasks: readonly Row<TableTask>[];
  readonly results: readonly Row<TableResult>[];
  /** Rows that can't be read. */
  readonly problems: readonly FileProblem[];
}
/** A row, and where it stands: `tasks.json, line 12`. */
export interface Row<T> {
  readonly row: T;
  readonly place: string;
}
export type TableModel = z.infer<typeof model>;
export type TableTask = z.infer<typeof task>;
export type TableResult = z.infer<typeof result>;

/** Keys of models and tasks are their names; versions are set off by `@`, and `#` is reserved. */
const name = z.string().trim().min(1, "expected a name").max(190, "expected at most 190 characters").regex(/^[^@#]+$/, "expected a name without @ and #, which keys reserve").transform(normalKey);
const words = z.array(z.string()).nullish().transform((list) => list ?? []);
/** 0 says that it isn't known, or that there is none. */
const count = z.number().nonnegative("expected a number, 0 or more").nullish().transform((value) => Math.round(value ?? 0) || null);
const said = z.string().nullish().transform((text) => text?.trim() || null);
const day = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "expected a day such as 2024-06-20").transform((text) => new Date(text).toISOString()).nullish().transform((at) => at ?? null);

const model = z.object({
  name, organisation: said, releasedAt: day, parameters: count, embeddingDimensions: count, maxTokens: count,
  adaptedFrom: name.nullish().transform((base) => base ?? null), openWeights: z.boolean().nullish().transform((open) => open ?? null),
});
const task = z.object({ name, type: said, description: said, domains: words, languages: words, subtypes: words, mainScore: name.nullish().transform((metric) => metric ?? null) });
const result = z.object({ model: name, task: name, score: z.string().trim().regex(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, "expected a number").transform(Number) });

export interface TableFiles {
  readonly models: SourceFile;
  readonly tasks: SourceFile;
  readonly results: SourceFile;
}

/**
 * Reads the three files. A field of a model or task that can't be read is reported and left out; a row that can't be, or that repeats an earlier
 * one, is reported and the rest goes on; so is a score of a model or task that has no row. @throws Problem BAD_INPUT for a file that is no such
 * table at all.
 */
export async function readTable({ models, tasks, results }: TableFiles): Promise<Table> {
  const problems: FileProblem[] = [];
  const [ofModels, ofTasks] = [unique(await list(models, model, problems), problems), unique(await list(tasks, task, problems), problems)];
  const known = { model: new Set(ofModels.map(({ row }) => row.name)), task: new Set(ofTasks.map(({ row }) => row.name)) };
  const found = (await scores(results, problems)).filter(({ row, place }) => {
    const lacking = (["model", "task"] as const).find((side) => !known[side].has(row[side]));
    if (lacking) problems.push({ file: place, reason: `There is no ${lacking} named ${JSON.stringify(row[lacking])} in ${lacking === "model" ? models.name : tasks.name}.` });
    return !lacking;
  });
  return { models: ofModels, tasks: ofTasks, results: unique(found, problems, ({ model: of, task: on }) => JSON.stringify([of, on])), problems };
}

async function list<T>({ name: file, read }: SourceFile, schema: z.ZodType<T>, problems: FileProblem[]): Promise<readonly Row<T>[]> {
  const text = new TextDecoder().decode(await read());
  const rows = json(file, text);
  let lines: readonly number[] | undefined;
  return rows.flatMap((row, at) => {
    const { data, issues } = readable(schema, row);
    const place = `${file}, line ${(lines ??= linesOf(text))[at] ?? "?"}`;
    for (const issue of issues) problems.push({ file: place, reason: `${reasonOf(issue)}${data ? " The rest of the row is taken." : ""}` });
    return data ? [{ row: data, place }] : [];
  });
}

/** A row without those of its fields that can't be read; nothing of one without a name, or without what decides which scores its own are. */
function readable<T>(schema: z.ZodType<T>, row: unknown): { readonly data?: T; readonly issues: readonly z.core.$ZodIssue[] } {
  const { data, error } = schema.safeParse(row);
  if (!error) return { data, issues: [] };
  const wrong = grouped(error.issues, ({ path: [field] }) => String(field));
  const decisive = error.issues.find(({ path: [field] }) => field === undefined || deciding.has(field));
  if (decisive) return { issues: [decisive] };
  return { data: schema.parse(Object.fromEntries(Object.entries(row as object).filter(([field]) => !wrong.has(field)))), issues: [...wrong.values()].map(([first]) => first!) };
}

/** A model's date is when its scores were made. */
const deciding: ReadonlySet<PropertyKey> = new Set(["name", "mainScore", "releasedAt"]);

function json(file: string, text: string): readonly unknown[] {
  let value: unknown;
  try {
    value = pythonJson(text);
  } catch (error) {
    throw new Problem("BAD_INPUT", `${file} is no JSON (${(error as Error).message}); give a list of objects.`);
  }
  if (Array.isArray(value)) return value;
  throw new Problem("BAD_INPUT", `${file} holds ${value === null ? "null" : `a JSON ${typeof value}`}; expected a list of objects.`);
}

/** On which line each item of a JSON list begins; JSON is YAML, whose parser tells. */
function linesOf(text: string): readonly number[] {
  const counter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: counter });
  return (contents as YAMLSeq<{ readonly range?: readonly number[] | null }>).items.map(({ range }) => counter.linePos(range?.[0] ?? 0).line);
}

async function scores({ name: file, read }: SourceFile, problems: FileProblem[]): Promise<readonly Row<TableResult>[]> {
  let rows: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    rows = parse(Buffer.from(await read()), { bom: true, info: true, relax_column_count: true, skip_empty_lines: true }) as never;
  } catch (error) {
    throw new Problem("BAD_INPUT", `${file} is no CSV (${(error as Error).message}); expected the columns model,task,score.`);
  }
  const header = rows[0]?.record.map((column) => column.trim()) ?? [];
  const columns = (["model", "task", "score"] as const).map((column) => header.indexOf(column));
  if (columns.includes(-1)) throw new Problem("BAD_INPUT", `${file} begins with ${header.join() || "nothing"}; expected the columns model,task,score.`);
  return rows.slice(1).flatMap(({ record, info }) => {
    const [of, on, score] = columns.map((column) => record[column]);
    const { data, error } = result.safeParse({ model: of, task: on, score });
    const place = `${file}, line ${info.lines}`;
    if (!error) return [{ row: data, place }];
    problems.push({ file: place, reason: reasonOf(error.issues[0]!) });
    return [];
  });
}

function unique<T>(rows: readonly Row<T>[], problems: FileProblem[], keyOf: (row: T) => string = (row) => (row as { readonly name: string }).name): readonly Row<T>[] {
  const seen = new Map<string, string>();
  return rows.filter(({ row, place }) => {
    const before = seen.get(keyOf(row));
    if (before !== undefined) problems.push({ file: place, reason: `${keyOf(row)} stands on ${before} already; what it says here isn't taken.` });
    else seen.set(keyOf(row), place);
    return before === undefined;
  });
}

function reasonOf({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".") || "the row"}: ${message}${/[.!?]$/.test(message) ? "" : "."}`;
}
