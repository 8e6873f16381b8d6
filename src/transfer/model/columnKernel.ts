import type { ColumnFeatures } from "../scoreTable.js";
import { kernel, type Kernel } from "./kernel.js";
import { jaccard, type KernelPart } from "./kernelPart.js";
import { cosine, textWeights, wordVector, type WordVector } from "./text.js";

/** What each reason for two tasks to behave alike weighs; less than 1 together, and the rest is a task's own. */
export interface ColumnWeights {
  readonly any: number;
  readonly kind: number;
  readonly languages: number;
  readonly domains: number;
  readonly text: number;
  readonly hierarchy: number;
}

/** How alike tasks are expected to be by what the graph knows of them. */
export function columnKernel(columns: readonly ColumnFeatures[], weights: ColumnWeights): Kernel<ColumnFeatures> {
  const term = (name: keyof ColumnWeights, ...parts: readonly KernelPart<ColumnFeatures>[]) => ({ name, weight: weights[name], parts });
  return kernel([term("any"), term("kind", kind), term("languages", languages), term("domains", domains), term("text", textPart(columns)), term("hierarchy", hierarchy)], columns);
}

const kind: KernelPart<ColumnFeatures> = { name: "kind", isKnown: (of) => of.kind !== null, between: (one, other) => Number(one.kind === other.kind) };
const languages: KernelPart<ColumnFeatures> = { name: "languages", isKnown: (of) => of.languages.length > 0, between: (one, other) => jaccard(one.languages, other.languages) };
const domains: KernelPart<ColumnFeatures> = { name: "domains", isKnown: (of) => of.domains.length > 0, between: (one, other) => jaccard(one.domains, other.domains) };

/** Tasks under common ones, or declared related. */
const hierarchy: KernelPart<ColumnFeatures> = {
  name: "hierarchy",
  isKnown: () => true,
  between: (one, other) => Math.max(jaccard(line(one), line(other)), declared(one, other), declared(other, one)),
};
const line = ({ task, ancestors }: ColumnFeatures): readonly string[] => (task === null ? ancestors : [task, ...ancestors]);
const declared = ({ related }: ColumnFeatures, { task }: ColumnFeatures): number => related.find((each) => each.task === task)?.weight ?? 0;

/** Words are weighed by how rare they are among the table's tasks; with vectors on both sides it is half theirs. */
function textPart(columns: readonly ColumnFeatures[]): KernelPart<ColumnFeatures> {
  const weights = textWeights(columns.map(({ text }) => text));
  const vectors = new WeakMap<ColumnFeatures, WordVector>();
  const vector = (of: ColumnFeatures): WordVector => {
    const made = vectors.get(of) ?? wordVector(weights, of.text);
    vectors.set(of, made);
    return made;
  };
  return { name: "text", isKnown: ({ text }) => text.trim() !== "", between: (one, other) => cosine(vector(one), vector(other)) };
}
