import { parse } from "csv-parse/sync";
import { grouped } from "../entity/grouped.js";
import type { Item } from "../writes/draft.js";
import type { About, PlacedItem, SeedProblem } from "./seed.js";

type Read = { readonly items: readonly PlacedItem[]; readonly problems: readonly SeedProblem[] };
type Cells = Readonly<Record<string, string>>;
interface Row {
  readonly cells: Cells;
  readonly line: number;
}

const ofEvaluation = ["subject", "taskVersion", "data", "split", "judgedBy", "against", "run", "deployment", "mode", "at", "origin"] as const;
const ofScore = ["metric", "slice", "value", "n", "errors", "stdErr", "extraction", "nullReason"] as const;
const ofMeasurement = ["signal", "periodStart", "periodEnd", "slice", "definitionVersion", "value", "n", "stdErr", "bins", "counts", "origin"] as const;
const numbers: ReadonlySet<string> = new Set(["value", "n", "errors", "stdErr"]);
const lists: ReadonlySet<string> = new Set(["bins", "counts"]);

/** A row a score; rows that agree in all that isn't the score's are one evaluation. `subject` and `against` are `Type:key`. */
export function evaluationsIn(file: string, text: string, { origin }: Pick<About, "origin">): Read {
  const { rows, problems } = rowsOf(file, text, [...ofEvaluation, ...ofScore], ["subject", "taskVersion", "at", "metric"]);
  const groups = grouped(rows, ({ cells }) => JSON.stringify(ofEvaluation.map((name) => cells[name] ?? "")));
  const items = [...groups.values()].map((group): PlacedItem => {
    const [{ cells, line }] = group as [Row];
    const { subject, against, data, split, ...rest } = given(cells, ofEvaluation);
    const item = {
      type: "Evaluation", origin, ...rest, subject: end(subject),
      ...(against !== undefined && { against: end(against) }),
      ...(data !== undefined && { data: { key: data, ...(split !== undefined && { split }) } }),
      scores: group.map((row) => given(row.cells, ofScore)),
    };
    return { item, file, line, lineOf: (path) => group[Number(/^scores\.(\d+)/.exec(path)?.[1] ?? 0)]?.line ?? line };
  });
  return { items, problems };
}

/** A row a measurement. */
export function measurementsIn(file: string, text: string, { origin }: Pick<About, "origin">): Read {
  const { rows, problems } = rowsOf(file, text, ofMeasurement, ["signal", "periodStart", "periodEnd", "value", "n"]);
  const items = rows.map(({ cells, line }): PlacedItem => ({ item: { type: "Measurement", origin, ...given(cells, ofMeasurement) } as Item, file, line, lineOf: () => line }));
  return { items, problems };
}

function rowsOf(file: string, text: string, known: readonly string[], required: readonly string[]): { readonly rows: readonly Row[]; readonly problems: readonly SeedProblem[] } {
  try {
    const read = parse(text, { columns: true, info: true, bom: true, skip_empty_lines: true, trim: true }) as unknown as { record: Cells; info: { lines: number } }[];
    const names = Object.keys(read[0]?.record ?? {});
    const unknown = names.filter((name) => !known.includes(name));
    const missing = read.length > 0 ? required.filter((name) => !names.includes(name)) : [];
    const problems = [
      ...(unknown.length > 0 ? [`There are columns ${unknown.join(", ")}; known are ${known.join(", ")}.`] : []),
      ...(missing.length > 0 ? [`The columns ${missing.join(", ")} are missing; add them to the first line.`] : []),
      ...(read.length === 0 ? ["There are no rows; write names of columns in the first line, and a row in each below."] : []),
    ].map((reason): SeedProblem => ({ file, line: 1, reason }));
    return { rows: problems.length > 0 ? [] : read.map(({ record, info }) => ({ cells: record, line: info.lines })), problems };
  } catch (error) {
    const { message, lines } = error as Error & { lines?: number };
    return { rows: [], problems: [{ file, line: lines ?? null, reason: `This isn't a table: ${message.replace(/\.$/, "")}.` }] };
  }
}

/** The cells that aren't empty; a number that is none stays a text, which the check of the item then names. Numbers of a list stand apart by spaces. */
function given(cells: Cells, names: readonly string[]): Readonly<Record<string, string>> {
  const valueOf = (name: string, cell: string) => (lists.has(name) ? cell.split(/\s+/).map(number) : numbers.has(name) ? number(cell) : cell);
  const entries = names.filter((name) => (cells[name] ?? "") !== "").map((name) => [name, valueOf(name, cells[name]!)]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}
const number = (cell: string): number | string => (Number.isFinite(Number(cell)) ? Number(cell) : cell);

/** `SystemVersion:it-assistant@2026.07`, as on the command line. */
function end(text = ""): { readonly type: string; readonly key: string } {
  const colon = text.indexOf(":");
  return { type: text.slice(0, Math.max(colon, 0)), key: text.slice(colon + 1) };
}
