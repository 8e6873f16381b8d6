import type { SubjectFeatures } from "../scoreTable.js";
import { kernel, type Kernel } from "./kernel.js";
import { sharedPart, type KernelPart } from "./kernelPart.js";
import { textPart, trigramsOf } from "./text.js";

/** What each reason for two models to behave alike weighs; less than 1 together, and the rest is a model's own. */
export interface SubjectWeights {
  readonly measures: number;
  readonly trend: number;
  readonly era: number;
  readonly organization: number;
  readonly lineage: number;
  readonly head: number;
  readonly names: number;
}

/**
 * How alike models are expected to be by what the graph knows of them. Of a public table: names, which tell of families and languages, take 6 % off the errors of
 * models without runs, on draws that aren't reported; wide terms of size and date, which go on where all known models end, a sixth off those of the newest.
 */
export function subjectKernel(subjects: readonly SubjectFeatures[], weights: SubjectWeights): Kernel<SubjectFeatures> {
  const term = (name: keyof SubjectWeights, ...parts: readonly KernelPart<SubjectFeatures>[]) => ({ name, weight: weights[name], parts });
  const names = textPart("names", subjects, (of: SubjectFeatures) => of.names.join(" "), trigramsOf);
  return kernel([
    term("measures", parameters, released, dimensions, context, version), term("trend", widelyParameters, widelyReleased), term("era", widelyReleased),
    term("organization", organization), term("lineage", lineage), term("head", head), term("names", names),
  ], subjects);
}

/** Squared exponential: .61 of 1 at one scale apart. */
const near = (name: string, of: (subject: SubjectFeatures) => number | null, scale: number): KernelPart<SubjectFeatures> => ({
  name, isKnown: (subject) => of(subject) !== null, between: (one, other) => Math.exp(-(((of(one)! - of(other)!) / scale) ** 2) / 2),
});
const logarithm = (value: number | null): number | null => (value !== null && value > 0 ? Math.log(value) : null);
const year = 365.25 * 86_400_000;

const size = ({ parameterCount }: SubjectFeatures) => logarithm(parameterCount);
const date = ({ releasedAt }: SubjectFeatures) => (releasedAt === null ? null : releasedAt / year);
const parameters = near("parameters", size, 2.2);
const released = near("released", date, 1.5);
const widelyParameters = near("parameters", size, 4);
const widelyReleased = near("released", date, 4);
const dimensions = near("dimensions", ({ embeddingDimensions }) => logarithm(embeddingDimensions), 1.5);
const context = near("context", ({ contextTokens }) => logarithm(contextTokens), 3);

/** Of checkpoints of one model and of another, those at the same stage of training are alike. */
const version = near("version", ({ ordinal }) => ordinal, 4);

const organization: KernelPart<SubjectFeatures> = { name: "organization", isKnown: (of) => of.organization !== null, between: (one, other) => Number(one.organization === other.organization) };

/** What both are or derive from. */
const lineage = sharedPart<SubjectFeatures>("lineage", ({ id, bases }) => [...(id === null ? [] : [id]), ...bases.map((each) => each.id)], () => true);

/** Versions of one thing, the nearer the more alike. */
const head: KernelPart<SubjectFeatures> = {
  name: "head",
  isKnown: () => true,
  between: (one, other) => (one.head !== null && one.head === other.head ? Math.exp(-Math.abs((one.ordinal ?? 0) - (other.ordinal ?? 0)) / versionsApart) : 0),
};
const versionsApart = 4;
