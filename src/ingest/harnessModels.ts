import type { Item } from "../writes/draft.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";

/** Which weights were evaluated, as the harness was told. */
export interface Weights {
  /** What `pretrained` said: a repository of the model hub, or a path. */
  readonly pretrained: string;
  /** Branch, tag or commit of it. */
  readonly revision: string;
  /** Whether it was asked through an API (`model=` or `engine=` instead of `pretrained=`). */
  readonly hosted?: true;
}

/** A model version as the graph knows it. */
export interface Subject {
  readonly model: string;
  readonly version: string;
  /** Training step of a checkpoint; null for other revisions. */
  readonly step: number | null;
}

export const subjectKey = ({ model, version }: Pick<Subject, "model" | "version">): string => `${model}@${version}`;

/** `EleutherAI/pythia-v1.1-1b-bf16` at `step1000` is `pythia-1b@step1000`; a model of no known family keeps its name. */
export function subjectOf({ pretrained, revision }: Pick<Weights, "pretrained" | "revision">): Subject {
  const family = pythia.exec(pretrained)?.groups;
  const model = family ? `pythia-${family.size}${family.deduped ?? ""}` : pretrained;
  for (const part of [model, revision]) {
    if (reserved.test(part)) throw new Problem("BAD_INPUT", `The model is ${pretrained} at ${revision}; expected names without @ and #, which keys reserve.`);
  }
  return { model: normalKey(model), version: normalKey(revision), step: stepOf(revision) };
}

/** Training step of a revision named `step1000`; null for others. */
export function stepOf(revision: string): number | null {
  const digits = /^step(\d{1,9})$/.exec(revision)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The head, its identifier on the model hub, and the version. */
export function modelItems({ pretrained, revision, hosted }: Weights): readonly Item[] {
  const { model, version, step } = subjectOf({ pretrained, revision });
  const family = pythia.exec(pretrained)?.groups;
  const organization = pretrained.startsWith("/") ? undefined : /^([^/]+)\//.exec(pretrained)?.[1];
  return [
    { type: "Model", key: model, title: family ? title(family) : pretrained, ...(organization && { organization }) },
    ...(organization && !hosted ? [{ type: "ExternalRef", system: "huggingface", instance: "huggingface.co", externalId: pretrained, identifies: { type: "Model", key: model } }] : []),
    {
      type: "ModelVersion",
      key: `${model}@${version}`,
      access: hosted ? "API" : "WEIGHTS",
      ...(step !== null && { ordinal: ordinalOf(step) }),
      ...(family && { parameterCount: parameters[family.size!], contextTokens: pythiaContext, license: "Apache-2.0" }),
    },
  ];
}

/** When the figures of this model were published, for result files that carry no time; null for a model that isn't known. */
export const publishedAt = ({ pretrained }: Pick<Weights, "pretrained">): string | null => (pythia.test(pretrained) ? pythiaPublished : null);

/** Steps begin at 0, ordinals at 1; taken from the step itself they hold in whatever order checkpoints arrive. */
const ordinalOf = (step: number): number => step + 1;

const reserved = /[@#]/;

/** `pythia-v1.1-` was the name of what is `pythia-` today; `-bf16` is how the 1B model was trained, not another model. */
const pythia = /^EleutherAI\/pythia-(?:v1\.1-)?(?<size>70m|160m|410m|1b|1\.4b|2\.8b|6\.9b|12b)(?:-bf16)?(?<deduped>-deduped)?$/;

/** All weights, embeddings included (Biderman et al. 2023, table 1). */
const parameters: Readonly<Record<string, number>> = {
  "70m": 70_426_624, "160m": 162_322_944, "410m": 405_334_016, "1b": 1_011_781_632,
  "1.4b": 1_414_647_808, "2.8b": 2_775_208_960, "6.9b": 6_857_302_016, "12b": 11_846_072_320,
};
const pythiaContext = 2048;
/** The day of the paper (Biderman et al. 2023, arXiv:2304.01373). */
const pythiaPublished = "2023-04-03T00:00:00.000Z";

const title = ({ size, deduped }: Readonly<Record<string, string | undefined>>): string => `Pythia ${size!.toUpperCase()}${deduped ? " deduped" : ""}`;
