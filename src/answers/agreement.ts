import { grouped } from "../entity/grouped.js";
import { cohensKappa, squared } from "../statistics/cohensKappa.js";
import { isOn, valueOf, type Scale } from "./scale.js";

/** How far a judge and people agree. */
export interface Agreement {
  /** Cohen's kappa; of numbers it is weighted by the square of their difference. */
  readonly kappa: number | null;
  /** Answers that have both a verdict and a label. */
  readonly n: number;
  /** Why there is no kappa. */
  readonly reason: string | null;
}

/** What a person said of an answer: a word or number of the judge's scale, or a value in the metric's unit. */
export interface Said {
  readonly label: string | null;
  readonly value: number | null;
}

/** Agreement of verdicts with labels side by side; null stands for none. */
export function agreement(scale: Scale, verdicts: readonly (number | null)[], labels: readonly (number | null)[]): Agreement {
  const pairs = verdicts.flatMap((verdict, at) => (verdict === null || labels[at] == null ? [] : [[verdict, labels[at]] as const]));
  const n = pairs.length;
  if (n === 0) return { kappa: null, n, reason: labels.some((label) => label !== null) ? "No answer that people labelled has a verdict." : "No answer was labelled by people." };
  const kappa = cohensKappa(pairs.map(([verdict]) => verdict), pairs.map(([, label]) => label), "yes" in scale ? undefined : squared);
  return { kappa, n, reason: kappa === null ? "Judge and people gave all of them the same value, so that agreement by chance can't be told from any other." : null };
}

/** The label that most of what people said of an answer comes to, in the metric's unit; null where none is on the scale, or two are said as often. */
export function labelOf(scale: Scale, said: readonly Said[]): number | null {
  const values = said.flatMap(({ label, value }) => (label !== null ? valueOf(scale, label.trim()) : value !== null && isOn(scale, value) ? value : null) ?? []);
  const [first, second] = [...grouped(values, (value) => value)].map(([value, all]) => ({ value, times: all.length })).sort((a, b) => b.times - a.times);
  return first === undefined || first.times === second?.times ? null : first.value;
}
