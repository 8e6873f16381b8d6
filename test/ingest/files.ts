import type { SourceFile } from "../../src/ingest/sourceFiles.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const source = (name: string, content: string | object): SourceFile =>
  ({ name, read: async () => bytes(typeof content === "string" ? content : JSON.stringify(content)) });

export const contentOf = (content: string | object): Uint8Array => bytes(typeof content === "string" ? content : JSON.stringify(content));

export interface Said {
  readonly pretrained?: string;
  readonly revision?: string;
  readonly results?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly config?: object;
}

/** Accuracies of 20 items, as the harness writes them. */
export const accuracy = (right: number, items = 20) =>
  ({ acc: right / items, acc_stderr: Math.sqrt(((right / items) * (1 - right / items)) / (items - 1)), acc_norm: 0.4, acc_norm_stderr: 0.1 });

/** A result file as releases before 0.4 write it. */
export const resultJson = ({ pretrained = "EleutherAI/pythia-v1.1-1b-bf16", revision = "step1000", results = { arc_easy: accuracy(7) }, config = {} }: Said = {}) => ({
  results,
  versions: Object.fromEntries(Object.keys(results).map((task) => [task, 0])),
  config: {
    model: "hf-causal", model_args: `use_accelerate=True,pretrained=${pretrained},revision=${revision}`, num_fewshot: 0, batch_size: 32,
    device: "cuda:3", no_cache: true, limit: null, bootstrap_iters: 100_000, description_dict: {}, ...config,
  },
});

/** A result file as releases since 0.4 write it. */
export const laterResultJson = (overrides: object = {}) => ({
  results: {
    gsm8k: { alias: "gsm8k", "exact_match,strict-match": 0.3, "exact_match_stderr,strict-match": 0.02, "exact_match,flexible-extract": 0.5, "exact_match_stderr,flexible-extract": 0.03 },
    mmlu_anatomy: { alias: " - anatomy", "acc,none": 0.4, "acc_stderr,none": "N/A" },
  },
  configs: {
    gsm8k: { task: "gsm8k", doc_to_text: "Question: {{question}}\nAnswer:", generation_kwargs: { until: ["Question:"] }, num_fewshot: 5, metadata: { version: 3 } },
    mmlu_anatomy: { task: "mmlu_anatomy", doc_to_choice: "def choices(doc):\n    return doc['options']\n", num_fewshot: 5 },
  },
  versions: { gsm8k: 3.0, mmlu_anatomy: 1.0 },
  "n-shot": { gsm8k: 5, mmlu_anatomy: 0 },
  "n-samples": { gsm8k: { original: 1319, effective: 1319 }, mmlu_anatomy: { original: 135, effective: 135 } },
  higher_is_better: { gsm8k: { exact_match: true }, mmlu_anatomy: { acc: true } },
  config: { model: "hf", model_args: { pretrained: "mistralai/Mistral-7B-v0.1", dtype: "bfloat16" }, limit: null },
  git_hash: "543617f",
  date: 1_714_000_000.5,
  ...overrides,
});
