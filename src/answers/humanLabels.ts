import { grouped } from "../entity/grouped.js";
import type { LoadContext } from "../writes/load.js";
import { labelOf } from "./agreement.js";
import { labels } from "./answers.queries.js";
import type { JudgedCase } from "./evaluate.js";
import type { Scale } from "./scale.js";

/**
 * What people said of answers, in the unit of the judge's metric: what comes with them (`label`, else `correct` for verdicts of two words), else HUMAN feedback about the
 * answer, else such about its item. Feedback of another metric doesn't count, and about an item only that of the judge's, as other is about the item itself.
 */
export async function humanLabels({ graph, viewer, workspace }: Pick<LoadContext, "graph" | "viewer" | "workspace">, scale: Scale, cases: readonly JudgedCase[]): Promise<readonly (number | null)[]> {
  const all = (kind: keyof JudgedCase["named"]) => [...new Set(cases.flatMap(({ named }) => named[kind] ?? []))];
  const rows = grouped(await labels(graph, viewer, { workspace, metric: scale.metric, answers: all("answer"), items: all("item") }), ({ type, about }) => `${type} ${about}`);
  return cases.map(({ named: { answer, item }, label, isRight }) => {
    if (label !== null) return labelOf(scale, [typeof label === "number" ? { label: null, value: label } : { label, value: null }]);
    if (isRight !== null && "yes" in scale) return Number(isRight);
    return labelOf(scale, rows.get(`Answer ${answer}`) ?? []) ?? labelOf(scale, rows.get(`Item ${item}`) ?? []);
  });
}
