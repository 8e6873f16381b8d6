import { z } from "zod";

const Settings = z.looseObject({
  model_args: z.union([z.string(), z.record(z.string(), z.unknown())]),
  num_fewshot: z.int().min(0).nullish(),
  limit: z.number().nullish(),
  description_dict: z.record(z.string(), z.string()).nullish(),
});

const Named = z.record(z.string(), z.record(z.string(), z.unknown()));

/** A result file as JSON: releases before 0.4 have the first three members, later ones the others too. */
export const HarnessJson = z.looseObject({
  results: Named,
  versions: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  config: Settings,
  configs: Named.optional(),
  "n-shot": z.record(z.string(), z.number()).optional(),
  "n-samples": z.record(z.string(), z.object({ effective: z.number() }).loose()).optional(),
  higher_is_better: z.record(z.string(), z.record(z.string(), z.boolean().nullable())).optional(),
  chat_template: z.string().nullish(),
  system_instruction: z.string().nullish(),
  fewshot_as_multiturn: z.boolean().nullish(),
  git_hash: z.string().nullish(),
  date: z.number().optional(),
});
export type HarnessJson = z.output<typeof HarnessJson>;
