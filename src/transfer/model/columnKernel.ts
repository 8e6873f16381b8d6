import type { ColumnFeatures } from "../scoreTable.js";
import { kernel, type Kernel } from "./kernel.js";
import { keptBy, sharedPart, type KernelPart } from "./kernelPart.js";
import { cosine, textPart, unit, wordsOf, type Weighted } from "./text.js";

/** What each reason for two tasks to behave alike weighs; less than 1 together, and the rest is a task's own. */
export interface ColumnWeights {
  readonly any: number;
  readonly kind: number;
  readonly languages: number;
  readonly domains: number;
  readonly kindLanguages: number;
  readonly text: number;
  readonly hierarchy: number;
}

/**
 * How alike tasks are expected to be by what the graph knows of them. Vectors of the offline embedder brought nothing beside words: levels of left-out
 * tasks of a public table were 14.2 points off by words, 14.2 by both, and 14.8 by vectors alone; nor did parts of words.
 */
export function columnKernel(columns: readonly ColumnFeatures[], weights: ColumnWeights): Kernel<ColumnFeatures> {
  const term = (name: keyof ColumnWeights, ...parts: readonly KernelPart<ColumnFeatures>[]) => ({ name, weight: weights[name], parts });
  return kernel([term("any"), term("kind", kind), term("languages", languages), term("domains", domains), term("kindLanguages", kind, languages), term("text", textPart("text", columns, ({ text }) => text, wordsOf)), term("hierarchy", hierarchy)], columns);
}

const kind: KernelPart<ColumnFeatures> = { name: "kind", isKnown: (of) => of.kind !== null, between: (one, other) => Number(one.kind === other.kind) };
const languages = sharedPart<ColumnFeatures>("languages", (of) => of.languages);
const domains = sharedPart<ColumnFeatures>("domains", (of) => of.domains);

/** Cosine of what stands above two tasks and is declared related to them, each with its weight: siblings are .42 alike where nothing else is known. */
const surroundings = keptBy(({ task, ancestors, related }: ColumnFeatures): Weighted => unit([
  ...(task === null ? [] : [[task, 1] as const]), ...ancestors.map((id, at) => [id, perLevel ** (at + 1)] as const), ...related.map(({ task: id, weight }) => [id, weight] as const),
]));
const hierarchy: KernelPart<ColumnFeatures> = { name: "hierarchy", isKnown: () => true, between: (one, other) => cosine(surroundings(one), surroundings(other)) };
/** What an ancestor counts for with each level above its task. */
const perLevel = 0.7;
