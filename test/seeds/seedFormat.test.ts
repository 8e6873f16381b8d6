import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { parseSeed } from "../../src/seeds/readSeed.js";

const about = `name: tiny
title: Tiny
workspace: demo
description: For tests.
origin: PUBLISHED
since: 2025-01-01T00:00:00Z
licence: Apache-2.0
attribution: Made up.
`;
const seed = (files: Readonly<Record<string, string>>) => parseSeed(new Map(Object.entries({ "seed.yaml": about, ...files })), catalogue.entities);
const problems = (files: Readonly<Record<string, string>>) => seed(files).problems.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
const domains = "Domain:\n  - key: it\n    title: IT\n";

test("top-level keys are kinds, and each of their entries is an item", () => {
  const { items, problems } = seed({ "a.yaml": `${domains}\nTask:\n  - { key: help, title: Help, homeDomain: it }\n  - { key: fix, title: Fix, homeDomain: it }\n` });
  expect(problems).toEqual([]);
  expect(items.map(({ item, file, line }) => [item.type, item["key"], file, line])).toEqual([["Domain", "it", "a.yaml", 2], ["Task", "help", "a.yaml", 6], ["Task", "fix", "a.yaml", 7]]);
});

test("items may refer to others in any file, and to the newest version by its head", () => {
  expect(problems({
    "a.yaml": "Kpi:\n  - { key: k, title: K, task: help, metric: ndcg@10 }\nRun:\n  - { key: r, kind: TRAINING, homeDomain: it, used: [{ type: ModelVersion, key: m }] }\n",
    "b.yaml": `${domains}\nTask:\n  - { key: help, title: Help, homeDomain: it }\nMetric:\n  - { key: ndcg@10, title: nDCG, better: HIGHER }\nModel:\n  - { key: m, title: M, homeDomain: it }\nModelVersion:\n  - { key: m@1, state: APPROVED }\n`,
  })).toEqual([]);
});

test("every problem is reported, with its file and line", () => {
  expect(problems({
    "a.yaml": `${domains}\nTask:\n  - key: help\n    titel: Help\n    riskTier: MIDDLE\n    parent: nowhere\n  - key: fix\n    title: Fix\n    parent: gone\n  - just words\nGadget:\n  - key: g\nRun: 3\n`,
    "b.yaml": "Task:\n  - key: [\n",
  })).toEqual([
    expect.stringMatching(/^a\.yaml:13: A Task is no set of fields/),
    expect.stringMatching(/^a\.yaml:16: Run holds no list/),
    expect.stringMatching(/^b\.yaml:3: This isn't YAML/),
    expect.stringMatching(/^a\.yaml:8: Task help, riskTier: "MIDDLE" is given/),
    expect.stringMatching(/^a\.yaml:6: Task help: `titel` can't be written here/),
    expect.stringMatching(/^a\.yaml:15: Gadget g, type: The type is "Gadget"/),
    "a.yaml:9: Task help, parent: There is no Task nowhere in this seed.",
    "a.yaml:12: Task fix, parent: There is no Task gone in this seed.",
  ]);
});

test("a version without its head and a key given twice are problems", () => {
  expect(problems({ "a.yaml": `${domains}  - key: it\n    title: Again\nModelVersion:\n  - { key: lost@1 }\n` })).toEqual([
    "a.yaml:4: Domain it is in a.yaml, line 2 already; give each key once.",
    "a.yaml:7: ModelVersion lost@1, key: There is no Model lost in this seed.",
  ]);
});

test("a document's description stands above its text, and its head can be referred to", () => {
  const { documents, items, problems } = seed({
    "a.yaml": `${domains}Policy:\n  - { key: p, title: P, homeDomain: it }\nPolicyVersion:\n  - { key: p@1, effect: PERMIT, action: RETRIEVE, text: Yes., effectiveFrom: 2025-01-01T00:00:00Z, governs: [{ type: Document, key: kb/vpn }], basedOn: [{ type: DocumentVersion, key: kb/vpn@2 }] }\n`,
    "documents/vpn.md": "---\nkey: kb/vpn\ntitle: VPN\nversion: \"2\"\nhomeDomain: it\ndomains: [it]\n---\n\n# VPN\nConnect.\n",
  });
  expect(problems).toEqual([]);
  expect(documents[0]!.document).toMatchObject({ key: "kb/vpn", version: "2", text: "# VPN\nConnect." });
  expect(items.find(({ item }) => item.type === "Document")!.item).toMatchObject({ title: "VPN", about: [{ type: "Domain", key: "it", validFrom: "2025-01-01T00:00:00Z" }] });
});

test("a document's problems name their lines", () => {
  expect(problems({
    "documents/a.md": "# No description\n",
    "documents/b.md": "---\nkey: b\ntitle: B\nsensitivity: SECRET\n---\nText\n",
    "documents/c.md": "---\nkey: c\ntitle: C\ntasks: [help]\n---\nText\n",
  })).toEqual([
    expect.stringMatching(/^documents\/a\.md:1: The file doesn't begin with a description/),
    expect.stringMatching(/^documents\/b\.md:4: sensitivity: /),
    "documents/c.md:1: Document c: There is no Task help in this seed.",
  ]);
});

const header = "subject,taskVersion,data,split,at,metric,slice,value,n,stdErr\n";
const measured = `${domains}Task:\n  - { key: t, title: T, homeDomain: it }\nTaskVersion:\n  - { key: t@1 }\nMetric:\n  - { key: acc, title: A, better: HIGHER }\n  - { key: f1, title: F, better: HIGHER }\nModel:\n  - { key: m, title: M, homeDomain: it }\nModelVersion:\n  - { key: m@1 }\nSignal:\n  - { key: s, title: S, observes: { type: Task, key: t }, metric: acc }\n`;

test("rows that agree up to the score are one evaluation, of the seed's origin", () => {
  const { items, problems } = seed({
    "a.yaml": measured,
    "evaluations/e.csv": `${header}ModelVersion:m@1,t@1,,,2026-01-01T00:00:00Z,acc,,0.5,100,0.05\nModelVersion:m@1,t@1,,,2026-01-01T00:00:00Z,f1,,0.4,100,\nModelVersion:m@1,t@1,,,2026-01-02T00:00:00Z,acc,,0.6,100,0.05\n`,
  });
  expect(problems).toEqual([]);
  const evaluations = items.filter(({ item }) => item.type === "Evaluation");
  expect(evaluations.map(({ item, line }) => [line, (item["scores"] as unknown[]).length])).toEqual([[2, 2], [4, 1]]);
  expect(evaluations[0]!.item).toMatchObject({ origin: "PUBLISHED", subject: { type: "ModelVersion", key: "m@1" }, scores: [{ metric: "acc", value: 0.5, n: 100, stdErr: 0.05 }, { metric: "f1", value: 0.4, n: 100 }] });
});

test("a table's problems name their rows", () => {
  expect(problems({
    "a.yaml": measured,
    "evaluations/e.csv": `${header}ModelVersion:m@1,t@1,,,2026-01-01T00:00:00Z,acc,,0.5,100,\nModelVersion:m@1,t@1,,,2026-01-01T00:00:00Z,auc,,high,100,\nm@1,t@1,,,2026-01-02T00:00:00Z,acc,,0.6,100,\n`,
    "evaluations/f.csv": "subject,value\nModelVersion:m@1,1\n",
    "measurements/m.csv": "signal,periodStart,periodEnd,value,n\ns,2026-01-01T00:00:00Z,2026-01-08T00:00:00Z,0.5,4\n",
    "evaluations/g.csv": `${header}ModelVersion:m@1,t@1\n`,
  })).toEqual([
    expect.stringMatching(/^evaluations\/f\.csv:1: The columns taskVersion, at, metric are missing/),
    expect.stringMatching(/^evaluations\/g\.csv:2: This isn't a table/),
    expect.stringMatching(/^evaluations\/e\.csv:3: Evaluation, scores\.1\.value: "high" is given/),
    expect.stringMatching(/^measurements\/m\.csv:2: Measurement, n: n is 4; aggregates are over at least 10 cases/),
    "evaluations/e.csv:3: Evaluation, scores.1.metric: There is no Metric auc in this seed.",
    expect.stringMatching(/^evaluations\/e\.csv:4: Evaluation, subject: There is no kind/),
  ]);
});

test("a seed needs its description, and tells what is missing of it", () => {
  const files = (text: string) => parseSeed(new Map([["seed.yaml", text]]), catalogue.entities).problems.map(({ line, reason }) => `${line}: ${reason}`);
  expect(files("name: My World\n")).toEqual(expect.arrayContaining([expect.stringMatching(/^1: name: .*lower case/), expect.stringMatching(/title: /), expect.stringMatching(/origin: /)]));
  expect(parseSeed(new Map(), catalogue.entities).problems[0]!.reason).toMatch(/has no seed\.yaml/);
});

test("the digest changes with a file's content and with its name, and with nothing else", () => {
  const base = seed({ "a.yaml": domains }).digest;
  expect(seed({ "a.yaml": domains }).digest).toBe(base);
  expect(seed({ "a.yaml": `${domains}\n` }).digest).not.toBe(base);
  expect(seed({ "b.yaml": domains }).digest).not.toBe(base);
});
