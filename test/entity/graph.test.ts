import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { commonFields, versionFields } from "../../src/entity/common.js";
import { isOutgoing, relationship } from "../../src/entity/edges.js";
import { ends } from "../../src/entity/ends.js";
import type { Entity } from "../../src/entity/entity.js";
import type { Fields } from "../../src/entity/fields.js";
import { parse, readGraph, type Drawn, type Property } from "./graph.js";

const { entities } = catalogue;
const graph = readGraph();
const declared = [...entities.values()];

const ownFields = (fields: Fields, isVersion: boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !isVersion || !(name in versionFields)));
const asProperties = (fields: Fields): readonly Property[] => Object.entries(fields).map(([name, { list, secret, values }]) =>
  ({ name, list: list ?? false, secret: secret ?? false, words: Object.keys(values?.values ?? {}) }));

const written = ({ from, to, type, properties, ends, content, lineage, one }: Drawn): string => {
  const inside = properties.map(({ name, list, words }) => name + (list ? "[]" : "") + (words.length > 0 ? `: ${words.join(" ")}` : "")).join(", ");
  const marks = [inside && `{${inside}}`, ends && "*ends*", content && "*content*", lineage && "^"].filter(Boolean).map((mark) => ` ${mark}`).join("");
  return `${from} -${type}${marks}->${one ? "1" : ""} ${to}`;
};

test("the reader of graph.md understands lists, carried subjects, comments, marks and abstract ends", () => {
  const { kinds, edges } = parse([
    "tasks        Task {title, kind: A B, tags[]};  TaskVersion {hash: secret} -USES {role} ^ *content*->1 TaskVersion,     a comment",
    "                      or a head: then it floats;  -X *ends*-> any head (no: y)   another",
  ].join("\n"));
  expect([...kinds.keys()]).toEqual(["Task", "TaskVersion"]);
  expect(kinds.get("Task")!.fields.map(({ name, list, words }) => `${name} ${list} ${words}`)).toEqual(["title false ", "kind false A,B", "tags true "]);
  expect(edges.map(written)).toEqual(["TaskVersion -USES {role} *content* ^->1 TaskVersion", "TaskVersion -USES {role} *content* ^->1 Task", "TaskVersion -X *ends*-> Task"]);
});

test("the kinds are those of graph.md, each in the folder of its group", () => {
  expect(declared.map(({ label }) => label).sort()).toEqual([...graph.kinds.keys()].sort());
  const file = ({ label, singular }: Entity) => new URL(`../../src/${graph.kinds.get(label)!.group}/${singular}.ts`, import.meta.url);
  const misplaced = declared.filter((entity) => !existsSync(file(entity)));
  expect(misplaced.map(({ label }) => label)).toEqual([]);
});

test.each(declared.map(({ label }) => label))("%s has the fields of graph.md, with their lists, words and secrets", (label) => {
  const { fields, head } = entities.get(label)!;
  expect(asProperties(ownFields(fields, head !== undefined))).toEqual(graph.kinds.get(label)!.fields);
});

test("the relationships are those of graph.md: types, ends, properties, ->1, *ends*, *content* and ^", () => {
  const drawn = declared.flatMap(({ label, edges }) => Object.values(edges).filter((edge) => isOutgoing(edge) && !elsewhere.includes(relationship(edge)))
    .flatMap((edge) => ends(entities, edge).map((to): Drawn => ({
      from: label, to, type: relationship(edge), properties: asProperties(edge.options.properties ?? {}), one: !edge.many,
      ends: edge.options.ends ?? false, content: edge.options.content ?? false, lineage: edge.options.lineage ?? false,
    })))).map(written).sort();
  expect(drawn).toEqual(graph.edges.map(written).sort());
});
/** Drawn in the text of graph.md: above the list, and in section 4. */
const elsewhere = ["VERSION_OF", "HOME_DOMAIN"];

test("every entity and every version has the common fields, and every version its one head", () => {
  expect(Object.keys(commonFields)).toEqual(["id", "key", "name", "workspace", "scope", "sensitivity", "recordedAt", "tags", "attributes"]);
  expect(Object.keys(versionFields)).toEqual(["version", "ordinal", "digest", "state"]);
  for (const { label, head, edges, fields } of declared.filter(({ label }) => label.endsWith("Version"))) {
    expect(head).toBe(label.replace(/Version$/, ""));
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(versionFields)));
    expect(Object.values(edges).filter((edge) => edge.arrow === "-VERSION_OF->")).toMatchObject([{ to: [head], many: false }]);
  }
});

test("the keys that graph.md calls derived are, and no others", () => {
  expect(declared.filter(({ derived }) => derived).map(({ label }) => label).sort()).toEqual([
    "ApiKey", "AuditEntry", "Baseline", "ChangeEvent", "Chunk", "Decision", "Evaluation", "ExternalRef", "Grant", "ItemResultSet", "Judgement",
    "Measurement", "PromptBuild", "Score", "TransferFit",
  ]);
});

test("a version's digest covers all its fields but those learnt later; a demonstration's never change but for its state", () => {
  const late = declared.filter(({ head }) => head).flatMap(({ label, fields }) => Object.entries(ownFields(fields, true))
    .filter(([, field]) => !field.content).map(([name]) => `${label}.${name}`));
  expect(late.sort()).toEqual([
    "CorpusVersion.at", "DatasetVersion.itemCount", "DatasetVersion.languages", "DatasetVersion.license", "DatasetVersion.quality", "DocumentVersion.linkedAs", "DocumentVersion.validTo",
    "ModelVersion.contextTokens", "ModelVersion.license", "ModelVersion.location", "ModelVersion.parameterCount", "ModelVersion.releasedAt", "PolicyVersion.effectiveTo",
  ]);
  expect(declared.filter(({ head, fields }) => !head && Object.values(fields).some(({ content }) => content))).toEqual([]);
  expect(Object.entries(entities.get("Demonstration")!.fields).filter(([, { immutable }]) => !immutable).map(([name]) => name)).toEqual(["state"]);
});

test("only the service writes what entities.md says", () => {
  expect(declared.filter(({ writtenBy }) => writtenBy === "service").map(({ label }) => label).sort()).toEqual([
    "Alert", "ApiKey", "AuditEntry", "ChangeEvent", "Decision", "Grant", "ItemResultSet", "PromptBuild", "TransferFit",
  ]);
  expect(declared.filter(({ writtenBy }) => writtenBy === "command").map(({ label }) => label).sort()).toEqual(["Evaluation", "Measurement", "Score"]);
});
