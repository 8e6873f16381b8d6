import type { Fit } from "./fit.js";
import { contradictions, type CellPrediction, type Pair } from "./model.js";
import { perUnit } from "./points.js";
import { cellOf } from "./predictPairs.js";
import type { Metric } from "./transfer.queries.js";

/** What to keep in mind about a prediction, as sentences; null where that is nothing. */
export function noteOn(fit: Fit, metric: Metric, cell: CellPrediction, pair: Pair): string | null {
  if (cell.mean === null) return nothing;
  const notes = cell.observed === null ? [cell.noBetterThanMean && noBetter, cell.low === null && noInterval, ...shaky(fit, cell, pair)] : onObserved(fit, metric, pair);
  return notes.filter((note) => note !== false).join(" ") || null;
}

type Note = string | false;

function onObserved(fit: Fit, metric: Metric, pair: Pair): readonly Note[] {
  const { model: { table: { cells } } } = fit;
  const cell = cellOf(fit, pair);
  const apart = cells.apart[cell]! / perUnit(metric);
  return [
    cells.stdErrs[cell] === 0 && withoutError,
    apart > 0 && `Its evaluations contradict each other: they have a standard deviation of ${Number(apart.toPrecision(2))}.`,
    contradictions(fit.model).of.get(cell) === "OTHERS" && againstAll,
  ];
}

/** Where what a prediction rests on contradicts itself. */
function shaky({ model }: Fit, { support }: CellPrediction, { column, subject }: Pair): readonly Note[] {
  const { ofColumn, ofSubject } = contradictions(model);
  const told = (found: number, all: number, side: string): Note =>
    found > 0 && found >= worthTelling * all && `${found} of the ${all} scores of the ${side} contradict repeats of themselves or all other scores, and may count for less.`;
  return [typeof column === "number" && told(ofColumn[column]!, support.ofColumn, "task"), typeof subject === "number" && told(ofSubject[subject]!, support.ofSubject, "candidate")];
}
/** Share of the scores of a task or candidate; a few that all others contradict are in every large table. */
const worthTelling = 0.1;

const nothing = "There is no valid score of this metric, or of others of its family, to predict from.";
const withoutError = "It was evaluated, without a standard error: there is no interval.";
const againstAll = "All other scores lead one to expect another score: as evidence for others it counts for less.";
const noBetter = "On scores left out, predictions for pairs like this do no better than the mean.";
const noInterval = "Too few scores were left out of the fit to tell an interval.";
