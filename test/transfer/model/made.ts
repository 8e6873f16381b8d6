import { random } from "../../../src/entity/random.js";
import type { ColumnFeatures, ScoreTable, SubjectFeatures } from "../../../src/transfer/scoreTable.js";

export const column = (task: string, rest: Partial<ColumnFeatures> = {}): ColumnFeatures =>
  ({ task, metric: "accuracy", kind: null, languages: [], domains: [], ancestors: [], text: "", chance: null, range: null, related: [], ...rest });
export const subject = (id: string, rest: Partial<SubjectFeatures> = {}): SubjectFeatures =>
  ({ id, organization: null, parameterCount: null, releasedAt: null, contextTokens: null, embeddingDimensions: null, access: null, head: id, ordinal: 1, names: [], bases: [], ...rest });

/** By Box and Muller (1958). */
export function normal(next: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/**
 * Columns of four kinds; a subject's score is what it can do in general and in the column's kind, so that kinds tell more than means do. Logarithms of the
 * columns' spreads have the standard deviation `spreads`. Each cell is there with probability `fill`.
 */
export function madeTable({ columns = 24, subjects = 16, fill = 0.6, seed = 1, noise = 2, spreads = 0 } = {}): { readonly table: ScoreTable; readonly truth: (column: number, subject: number) => number } {
  const draw = normal(random(seed));
  const chance = random(seed + 1);
  const levels = Array.from({ length: columns }, () => 50 + 10 * draw());
  const able = Array.from({ length: subjects }, () => Array.from({ length: 5 }, (_, kind) => (kind === 4 ? 5 : 8) * draw()));
  const widths = levels.map(() => (spreads === 0 ? 1 : Math.exp(spreads * draw())));
  const truths = levels.map((level, c) => able.map((skills) => level + widths[c]! * (skills[4]! + skills[c % 4]! + noise * draw())));
  const cells = truths.flatMap((row, c) => row.map((value, s) => ({ c, s, value }))).filter(() => chance() < fill);
  return {
    truth: (c, s) => truths[c]![s]!,
    table: {
      columns: levels.map((_, c) => column(`t${c}`, { kind: `kind ${c % 4}`, text: `Task ${c} of kind ${c % 4}` })),
      subjects: able.map((_, s) => subject(`m${s}`)),
      cells: { columns: Int32Array.from(cells, ({ c }) => c), subjects: Int32Array.from(cells, ({ s }) => s), values: Float64Array.from(cells, ({ value }) => value), stdErrs: new Float64Array(cells.length), apart: new Float64Array(cells.length) },
    },
  };
}
