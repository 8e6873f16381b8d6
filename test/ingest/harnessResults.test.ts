import { expect, test } from "vitest";
import { entities } from "../../src/catalogue.js";
import { lineSchema } from "../../src/entity/lines.js";
import { readResultFile } from "../../src/ingest/harnessFile.js";
import { modelItems, subjectOf } from "../../src/ingest/harnessModels.js";
import { resultItems, runItem } from "../../src/ingest/harnessResults.js";
import { accuracy, contentOf, laterResultJson, resultJson } from "./files.js";

const itemsOf = (content: object) => resultItems(readResultFile(contentOf(content)));
const keys = (content: object, type: string) => itemsOf(content).items.filter((item) => item.type === type).map(({ key }) => key);

test("everything is in the ingest format", () => {
  const schema = lineSchema(entities);
  const file = readResultFile(contentOf(resultJson()));
  for (const item of [...resultItems(file).items, runItem(file), ...itemsOf(laterResultJson()).items]) expect(schema.safeParse(item).error?.issues ?? []).toEqual([]);
});

test("a file is one run, and an evaluation for each task with all metrics as scores", () => {
  const { items } = itemsOf(resultJson({ results: { arc_easy: accuracy(7), "hendrycksTest-anatomy": accuracy(9) } }));
  const runs = items.filter(({ type }) => type === "Run");
  const evaluations = items.filter(({ type }) => type === "Evaluation");
  expect(runs.map(({ key, kind }) => [key, kind])).toEqual([[expect.stringMatching(/^lm-eval\/[0-9a-f]{64}$/), "EVALUATION"]]);
  expect(evaluations).toMatchObject([
    { subject: { type: "ModelVersion", key: "pythia-1b@step1000" }, taskVersion: "arc_easy@0-0shot", run: runs[0]!.key, origin: "PUBLISHED", scores: [{ metric: "acc", value: 0.35 }, { metric: "acc_norm", value: 0.4, stdErr: 0.1 }] },
    { taskVersion: "mmlu_anatomy@0-0shot" },
  ]);
});

test("older names of tasks and metrics become today's, and the protocol keeps the older one of the task", () => {
  const results = { "hendrycksTest-anatomy": accuracy(5), lambada_openai: { ppl: 9, acc: 0.5 }, crows_pairs_french: { likelihood_difference: 4, pct_stereotype: 0.6 } };
  const content = resultJson({ results });
  expect(keys(content, "Task")).toEqual(["mmlu_anatomy", "lambada_openai", "crows_pairs_french"]);
  expect(itemsOf(content).items.find(({ type }) => type === "TaskVersion")).toMatchObject({ protocol: { task: "hendrycksTest-anatomy" } });
  expect(itemsOf(content).items.filter(({ type }) => type === "Metric").map(({ key, better, target }) => [key, better, target])).toEqual([
    ["acc", "HIGHER", undefined], ["acc_norm", "HIGHER", undefined], ["perplexity", "LOWER", undefined],
    ["likelihood_diff", "LOWER", undefined], ["pct_stereotype", "TARGET", 0.5],
  ]);
});

test("a metric of unknown direction is left out and told", () => {
  const { items, problems } = itemsOf(resultJson({ results: { arc_easy: { ...accuracy(3), wonder: 1 }, odd: { wonder: 2 } } }));
  expect(problems).toEqual(["The metric wonder is left out: neither the file nor the table of known metrics says whether higher is better. Record it with evalgraph push."]);
  expect(items.filter(({ type }) => type === "Evaluation").map(({ taskVersion }) => taskVersion)).toEqual(["arc_easy@0-0shot"]);
});

test("a protocol that says more than version and few-shot count has a version of its own", () => {
  const [plain] = keys(resultJson(), "TaskVersion");
  const [limited] = keys(resultJson({ config: { limit: 10 } }), "TaskVersion");
  expect(plain).toBe("arc_easy@0-0shot");
  expect(limited).toMatch(/^arc_easy@0-0shot-[0-9a-f]{8}$/);
  expect(keys(laterResultJson(), "TaskVersion")).toEqual([expect.stringMatching(/^gsm8k@3\.0-5shot-/), expect.stringMatching(/^mmlu_anatomy@1\.0-0shot-/)]);
});

test.each([
  ["EleutherAI/pythia-v1.1-1b-bf16", "pythia-1b"],
  ["EleutherAI/pythia-v1.1-1.4b-deduped", "pythia-1.4b-deduped"],
  ["EleutherAI/pythia-12b", "pythia-12b"],
  ["EleutherAI/pythia-70m-v0", "EleutherAI/pythia-70m-v0"],
  ["mistralai/Mistral-7B-v0.1", "mistralai/Mistral-7B-v0.1"],
])("%s is the model %s", (pretrained, model) => {
  expect(subjectOf({ pretrained, revision: "main" }).model).toBe(model);
});

test("the name on the model hub is kept as an identifier of the model; a path has none", () => {
  const refs = (pretrained: string) => modelItems({ pretrained, revision: "step0" }).filter(({ type }) => type === "ExternalRef");
  expect(refs("EleutherAI/pythia-v1.1-1b-bf16")).toMatchObject([{ system: "huggingface", externalId: "EleutherAI/pythia-v1.1-1b-bf16", identifies: { type: "Model", key: "pythia-1b" } }]);
  expect(refs("/models/mine")).toEqual([]);
});

test("a model that is asked through an API is no set of weights", () => {
  const file = readResultFile(contentOf(resultJson({ config: { model_args: "model=acme/large" } })), "2024-01-01T00:00:00.000Z");
  expect(resultItems(file).items).toEqual(expect.arrayContaining([{ type: "ModelVersion", key: "acme/large@main", access: "API" }]));
  expect(resultItems(file).items.filter(({ type }) => type === "ExternalRef")).toEqual([]);
});

test("checkpoints sort by their step", () => {
  const ordinal = (revision: string) => modelItems({ pretrained: "EleutherAI/pythia-70m", revision }).find(({ type }) => type === "ModelVersion")!.ordinal as number;
  expect(["step1000", "step0", "step512", "step143000"].sort((a, b) => ordinal(a) - ordinal(b))).toEqual(["step0", "step512", "step1000", "step143000"]);
  expect(ordinal("main")).toBeUndefined();
});

test("a name with a reserved character is refused", () => {
  expect(() => subjectOf({ pretrained: "a/b@c", revision: "main" })).toThrow("The model is a/b@c at main; expected names without @ and #, which keys reserve.");
});
