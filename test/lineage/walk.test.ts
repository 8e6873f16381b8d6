import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { migrations } from "../../src/graph/migrations.js";
import { lineageTypes, reach, type Link } from "./walk.js";

const { lineage, mixed } = lineageTypes(catalogue.entities);

const links: readonly Link[] = [
  ["DatasetVersion:raw", "VERSION_OF", "Dataset:raw"],
  ["DatasetVersion:train", "DERIVED_FROM", "DatasetVersion:raw"],
  ["Run:train", "USED", "DatasetVersion:train"],
  ["Run:train", "USED", "ModelVersion:base"],
  ["Run:train", "IN_EXPERIMENT", "Experiment:x"],
  ["ModelVersion:tuned", "GENERATED_BY", "Run:train"],
  ["ModelVersion:tuned", "DERIVED_FROM", "ModelVersion:base"],
  ["PromptVersion:p1", "SHOWS", "Demonstration:d"],
  ["Demonstration:d", "TAKEN_FROM", "DatasetVersion:demos"],
  ["DocumentVersion:doc1", "VERSION_OF", "Document:doc"],
  ["Document:doc", "IN_CORPUS", "Corpus:kb"],
  ["CorpusVersion:kb1", "VERSION_OF", "Corpus:kb"],
  ["Chunk:c", "PART_OF", "DocumentVersion:doc1"],
  ["SystemVersion:s1", "USES", "ModelVersion:tuned"],
  ["SystemVersion:s1", "USES", "PromptVersion:p1"],
  ["SystemVersion:s1", "USES", "CorpusVersion:kb1"],
  ["Deployment:prod", "SERVES", "SystemVersion:s1"],
  ["Evaluation:e1", "OF", "SystemVersion:s1"],
  ["Evaluation:e1", "ON", "TaskVersion:t1"],
  ["Evaluation:e1", "WITH", "DatasetVersion:test1"],
  ["Evaluation:e1", "IN_RUN", "Run:eval"],
  ["Evaluation:e2", "OF", "SystemVersion:s1"],
  ["Evaluation:e2", "WITH", "DatasetVersion:test2"],
  ["Evaluation:e2", "IN_RUN", "Run:eval"],
  ["Score:x", "OF_EVALUATION", "Evaluation:e1"],
  ["Decision:promote", "BASED_ON", "Evaluation:e1"],
  ["Decision:promote", "DECIDES", "SystemVersion:s1"],
  ["PromptBuild:b", "BUILT_FROM", "PromptVersion:p1"],
  ["PromptBuild:b", "BUILT_FROM", "Chunk:c"],
  ["Answer:a", "FROM_BUILD", "PromptBuild:b"],
  ["Answer:a", "BY", "SystemVersion:s1"],
  ["Feedback:f", "ABOUT", "Answer:a"],
  ["Signal:s", "OBSERVES", "Deployment:prod"],
];
const nodes = (start: string, way: "upstream" | "downstream") => [...reach(lineage, links, start, way).keys()].slice(1).sort();

test("a relationship type is lineage everywhere or nowhere, so that a walk by type alone is right", () => {
  expect(mixed).toEqual([]);
  expect([...lineage].sort()).toEqual([
    "AGAINST", "BASED_ON", "BUILT_FROM", "BY", "CITES", "CONTAINS", "DERIVED_FROM", "EMBEDS", "FROM_BUILD", "GENERATED_BY", "HAS_STEP", "JUDGED_BY", "OF",
    "PART_OF", "RESOLVED", "SERVES", "SHOWS", "TAKEN_FROM", "TESTED_WITH", "USED", "USES", "WITH",
  ]);
});

test("a migration makes all types of lineage known, and that of the aliases that a walk follows", () => {
  const [types] = migrations().find(({ name }) => name.endsWith("__types_of_lineage.cypher"))!.statements;
  expect([...types!.matchAll(/"(\w+)"/g)].map(([, type]) => type)).toEqual([...lineage, "ALIAS"].sort());
});

test("a deployment comes from its system, and that from models, data, runs, prompts and corpora", () => {
  expect(nodes("Deployment:prod", "upstream")).toEqual([
    "CorpusVersion:kb1", "DatasetVersion:demos", "DatasetVersion:raw", "DatasetVersion:train", "Demonstration:d",
    "ModelVersion:base", "ModelVersion:tuned", "PromptVersion:p1", "Run:train", "SystemVersion:s1",
  ]);
});

test("training data reaches what was trained, deployed, answered, evaluated and decided, but no test set's neighbours", () => {
  expect(nodes("DatasetVersion:raw", "downstream")).toEqual([
    "Answer:a", "DatasetVersion:train", "Decision:promote", "Deployment:prod", "Evaluation:e1", "Evaluation:e2", "ModelVersion:tuned", "Run:train", "SystemVersion:s1",
  ]);
  expect(nodes("DatasetVersion:test1", "downstream")).toEqual(["Decision:promote", "Evaluation:e1"]);
});

test("a document reaches the answers that its chunks were put before", () => {
  expect(nodes("DocumentVersion:doc1", "downstream")).toEqual(["Answer:a", "Chunk:c", "PromptBuild:b"]);
});
