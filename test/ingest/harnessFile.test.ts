import { expect, test } from "vitest";
import { readResultFile } from "../../src/ingest/harnessFile.js";
import { accuracy, contentOf, laterResultJson, resultJson } from "./files.js";

const read = (content: string | object, at?: string) => readResultFile(contentOf(content), at);

test("model, revision and few-shot count come from the config", () => {
  const { weights, tasks, digest } = read(resultJson({ config: { num_fewshot: 5 } }));
  expect(weights).toEqual({ pretrained: "EleutherAI/pythia-v1.1-1b-bf16", revision: "step1000" });
  expect(tasks[0]!.protocol).toEqual({ harness: "lm-evaluation-harness", task: "arc_easy", taskVersion: "0", fewShot: 5 });
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
});

test("model arguments, device, batch size and seed are no part of the protocol; an item limit is", () => {
  const plain = read(resultJson()).tasks[0]!.protocol;
  const elsewhere = read(resultJson({ config: { batch_size: 2, device: null, seed: 7, model_args: "pretrained=EleutherAI/pythia-70m,revision=step0,dtype=float16" } }));
  expect(elsewhere.tasks[0]!.protocol).toEqual(plain);
  expect(read(resultJson({ config: { limit: 10 } })).tasks[0]!.protocol).toEqual({ ...plain, limit: 10 });
});

test("a revision that isn't said is main", () => {
  expect(read(resultJson({ config: { model_args: "pretrained=EleutherAI/pythia-70m" } })).weights.revision).toBe("main");
});

test("evaluations are at the file's own time, else the one given, else the day that the family was published", () => {
  expect(read(laterResultJson()).at).toBe("2024-04-24T23:06:40.500Z");
  expect(read(resultJson(), "2023-05-01T00:00:00.000Z").at).toBe("2023-05-01T00:00:00.000Z");
  expect(read(resultJson()).at).toBe("2023-04-03T00:00:00.000Z");
  expect(() => read(resultJson({ pretrained: "acme/llm" }))).toThrow("The file doesn't say when acme/llm was evaluated. Give the time with --at, such as --at 2023-04-03.");
});

test("files of later releases tell of filters, items and templates", () => {
  const { tasks, weights, codeRef } = read(laterResultJson());
  const [gsm8k, anatomy] = tasks;
  expect(weights).toEqual({ pretrained: "mistralai/Mistral-7B-v0.1", revision: "main" });
  expect(codeRef).toBe("543617f");
  expect(gsm8k!.protocol).toEqual({
    harness: "lm-evaluation-harness", task: "gsm8k", taskVersion: "3.0", fewShot: 5,
    template: { doc_to_text: "Question: {{question}}\nAnswer:" }, generation: { until: ["Question:"] },
  });
  expect(gsm8k!.scores).toEqual([
    { metric: "exact_match", value: 0.3, stdErr: 0.02, n: 1319, extraction: "strict-match" },
    { metric: "exact_match", value: 0.5, stdErr: 0.03, n: 1319, extraction: "flexible-extract" },
  ]);
  expect(anatomy!.scores).toEqual([{ metric: "acc", value: 0.4, n: 135 }]);
  expect(anatomy!.protocol).toMatchObject({ fewShot: 0, template: { doc_to_choice: "!function choices" } });
});

test("a value that is no number is null, with a reason", () => {
  const text = JSON.stringify(resultJson()).replace('"acc":0.35', '"acc":NaN');
  expect(read(text).tasks[0]!.scores[0]).toMatchObject({ metric: "acc", value: null, nullReason: "The harness reported no number." });
});

const whole = JSON.stringify(resultJson());
test.each([
  ["empty", "", "The file is empty."],
  ["not JSON", "hello", "The file isn't JSON: "],
  ["cut off", whole.slice(0, 100), "The file is cut off after 100 characters. Copy it again."],
  ["without results", { ...resultJson(), results: {} }, "The file has no results: `results` is empty."],
  ["of another shape", { id: 1 }, "The file isn't a result file of lm-evaluation-harness: results: "],
  ["a list", [], "The file isn't a result file of lm-evaluation-harness: it: "],
  ["without a version of a task", { ...resultJson(), versions: {} }, "versions has nothing for arc_easy; expected the harness's version of each task in results."],
  ["without a model", resultJson({ config: { model_args: "dtype=float16" } }), 'config.model_args is "dtype=float16"; expected it to name a model, as in pretrained=EleutherAI/pythia-160m.'],
  ["of an adapter", resultJson({ config: { model_args: "pretrained=a/b,peft=c/d" } }), "The model is changed by peft=c/d, which this import can't tell of. Record it with evalgraph push."],
])("a file that is %s is refused with its reason", (_, content, reason) => {
  expect(() => read(content)).toThrow(reason);
});


test("all metrics of a task are kept with their standard errors", () => {
  const results = { lambada_openai: { ppl: 12.5, ppl_stderr: 0.4, acc: 0.5, acc_stderr: 0.01 }, arc_easy: accuracy(3) };
  expect(read(resultJson({ results })).tasks.map(({ scores }) => scores.map(({ metric, stdErr }) => [metric, typeof stdErr]))).toEqual([
    [["ppl", "number"], ["acc", "number"]], [["acc", "number"], ["acc_norm", "number"]],
  ]);
});
