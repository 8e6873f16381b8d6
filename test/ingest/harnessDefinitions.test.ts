import { expect, test } from "vitest";
import { entities } from "../../src/catalogue.js";
import { lineSchema } from "../../src/entity/lines.js";
import { definitionItems } from "../../src/ingest/harnessDefinitions.js";
import { readDefinitions } from "../../src/ingest/harnessYaml.js";

const template = `dataset_path: cais/mmlu
test_split: test
output_type: multiple_choice
doc_to_text: "{{question}}\\nAnswer:"
doc_to_target: !function utils.target
metric_list:
  - { metric: acc, aggregation: mean, higher_is_better: true }
metadata: { version: 1.0 }
`;
const folder: Readonly<Record<string, string>> = {
  "mmlu/_template_yaml": template,
  "mmlu/anatomy.yaml": "include: _template_yaml\ntask: mmlu_anatomy\ndataset_name: anatomy\ntag: mmlu_stem_tasks\n",
  "mmlu/virology.yaml": "include: _template_yaml\ntask: mmlu_virology\nnum_fewshot: 5\ntag: mmlu_other_tasks\n",
  "mmlu/_stem.yaml": "group: mmlu_stem\ntask: [mmlu_stem_tasks]\naggregate_metric_list: [{ metric: acc, weight_by_size: true }]\nmetadata: { version: 2 }\n",
  "mmlu/_other.yaml": "group: mmlu_other\ntask:\n  - mmlu_other_tasks\n",
  "mmlu/_mmlu.yaml": "group: mmlu\ntask: [mmlu_stem, mmlu_other]\n",
  "arc/easy.yaml": "tag: [ai2_arc]\ntask: arc_easy\nmetric_list: [{ metric: acc }, { metric: acc_norm }]\nmetadata: { version: 1.0 }\n",
  "arc/challenge.yaml": "include: easy.yaml\ntask: arc_challenge\n",
  "arc/chat.yaml": "task: arc_challenge_chat\ntag: llama\n",
};

const read = (files: Readonly<Record<string, string>>) => definitionItems(readDefinitions(new Map(Object.entries(files))));
const named = (files: Readonly<Record<string, string>>, type: string, field: string) =>
  Object.fromEntries(read(files).items.filter((item) => item.type === type).map((item) => [item.key, item[field]]));

test("everything is in the ingest format", () => {
  const schema = lineSchema(entities);
  const { items, problems } = read(folder);
  expect(problems).toEqual([]);
  for (const item of items) expect(schema.safeParse(item).error?.issues ?? []).toEqual([]);
});

test("tasks stand under their groups; a tag named in a group stands for its tasks, others group those that share them", () => {
  expect(named(folder, "Task", "parent")).toEqual({
    mmlu: undefined, mmlu_stem: "mmlu", mmlu_other: "mmlu", mmlu_anatomy: "mmlu_stem", mmlu_virology: "mmlu_other",
    ai2_arc: undefined, arc_easy: "ai2_arc", arc_challenge: "ai2_arc", arc_challenge_chat: undefined,
  });
  expect(named(folder, "Task", "tags")).toMatchObject({ arc_challenge_chat: ["llama"], mmlu_anatomy: ["mmlu_stem_tasks"] });
});

test("a version has the definition's few-shot count, template and metrics, with what it includes", () => {
  const versions = read(folder).items.filter(({ type }) => type === "TaskVersion");
  expect(versions.map(({ key }) => key)).toEqual([
    "arc_challenge@1.0-0shot", "arc_challenge_chat@Yaml-0shot", "arc_easy@1.0-0shot", "mmlu_anatomy@1.0-0shot", "mmlu_virology@1.0-5shot", "mmlu_stem@2.0",
  ]);
  expect(versions[3]).toMatchObject({
    protocol: { task: "mmlu_anatomy", taskVersion: "1.0", fewShot: 0, template: { doc_to_text: "{{question}}\nAnswer:", doc_to_target: "!function target" } },
    metrics: [{ key: "acc", primary: true }],
    attributes: { dataset: "cais/mmlu", subset: "anatomy", split: "test" },
  });
});

test("versions of definitions and of results differ in their protocols", () => {
  expect(named(folder, "TaskVersion", "protocolDigest")["mmlu_anatomy@1.0-0shot"]).not.toBe(named(folder, "TaskVersion", "protocolDigest")["arc_easy@1.0-0shot"]);
});

test("groups that share a task are benchmarks of its version, and so is what contains them", () => {
  const overlapping = {
    ...folder,
    "leaderboard/all.yaml": "group: leaderboard\ntask: [arc_challenge_chat, leaderboard_instructions]\n",
    "leaderboard/instructions.yaml": "group: leaderboard_instructions\ntask: [arc_challenge_chat]\n",
  };
  expect(named(overlapping, "Benchmark", "includes")).toEqual({
    leaderboard: [{ type: "TaskVersion", key: "arc_challenge_chat@Yaml-0shot" }, { type: "Benchmark", key: "leaderboard_instructions" }],
    leaderboard_instructions: [{ type: "TaskVersion", key: "arc_challenge_chat@Yaml-0shot" }],
  });
  expect(named(overlapping, "Task", "parent")).toMatchObject({ arc_challenge_chat: undefined, mmlu_stem: "mmlu" });
});

test("a group within a group's list is a group of its own, and groups go before tags", () => {
  const nested = { ...folder, "arc/all.yaml": "group: arc\ntask:\n  - arc_challenge_chat\n  - group: arc_plain\n    task: [{ task: arc_easy, num_fewshot: 25 }, arc_challenge]\n" };
  expect(named(nested, "Task", "parent")).toMatchObject({ arc: undefined, arc_plain: "arc", arc_challenge_chat: "arc", arc_easy: "arc_plain", arc_challenge: "arc_plain" });
  expect(named(nested, "Task", "title")).not.toHaveProperty("ai2_arc");
});

test("the table of directions wins over the definition: pct_stereotype aims at a half", () => {
  const bias = { "a.yaml": "task: crows_pairs_english\nmetric_list: [{ metric: pct_stereotype, higher_is_better: false }]\n" };
  expect(read(bias).items.find(({ type }) => type === "Metric")).toMatchObject({ key: "pct_stereotype", better: "TARGET", target: 0.5 });
});

test("a bad file is told with its reason and the rest goes on", () => {
  const { items, problems } = read({
    ...folder,
    "broken.yaml": "task: [",
    "list.yaml": "- a\n",
    "neither.yaml": "dataset_path: x\n",
    "lost.yaml": "include: nowhere.yaml\ntask: lost\n",
    "loop.yaml": "include: loop.yaml\ntask: loop\n",
    "group.yaml": "group: some\ntask: [unheard_of, arc_challenge_chat]\n",
    "odd.yaml": "task: odd\nmetric_list: [{ metric: wonder }]\n",
  });
  expect(problems).toEqual([
    { file: "broken.yaml", reason: expect.stringMatching(/^The file isn't YAML: /) },
    { file: "list.yaml", reason: "The file isn't a mapping of names to values." },
    { file: "loop.yaml", reason: "The file includes itself: loop.yaml > loop.yaml." },
    { file: "lost.yaml", reason: "The file includes nowhere.yaml, which isn't in the folder." },
    { file: "neither.yaml", reason: "The file defines neither a task (`task: name`) nor a group (`group: name` with a list `task`)." },
    { file: "group.yaml", reason: "The group some lists unheard_of, which no file of the folder defines." },
    { file: "odd.yaml", reason: "The metric wonder of odd is left out: higher_is_better doesn't say which direction is better." },
  ]);
  expect(items.filter(({ type }) => type === "Task").map(({ key }) => key)).toContain("mmlu_anatomy");
});
