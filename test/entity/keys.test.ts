import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { derivedKey, keyProblem, longestKey, normalKey, splitKey } from "../../src/entity/keys.js";

const problem = (label: string, key: string) => keyProblem(catalogue.entities.get(label)!, key);

test("a key has 1 to 200 printable characters", () => {
  expect(problem("Metric", "ndcg@10")).toBeUndefined();
  expect(problem("Model", "eleutherai/pythia 160m")).toBeUndefined();
  expect(problem("Metric", "x".repeat(longestKey))).toBeUndefined();
  expect(problem("Metric", "x".repeat(longestKey + 1))).toContain("201 characters");
  expect(problem("Alert", `${"x".repeat(longestKey)}#2026-01-01T00:00:00.000Z`)).toBeUndefined();
  expect(problem("Metric", "a\u0000b")).toContain("can't be seen");
  expect(problem("Metric", "a\u2028b")).toContain("can't be seen");
  expect(problem("Metric", " a")).toContain("without spaces");
});

test("two ways to type one letter are one key, and case counts", () => {
  expect(normalKey("re\u0301sume\u0301")).toBe("r\u00e9sum\u00e9");
  expect(normalKey("Ana")).not.toBe(normalKey("ana"));
});

test("`#` is reserved, `@` too in kinds with versions, and no domain is called `*`", () => {
  expect(problem("Metric", "a#b")).toContain("reserved");
  expect(problem("Task", "a@1")).toContain("use TaskVersion");
  expect(problem("TaskVersion", "a@1@2")).toContain("no version's");
  expect(problem("TaskVersion", "a")).toBeUndefined();
  expect(problem("Domain", "*")).toContain("every domain");
});

test("a version's key is its head's, `@` and the version", () => {
  expect(splitKey("pythia-1b@step1000")).toEqual({ head: "pythia-1b", version: "step1000" });
  expect(splitKey("pythia-1b")).toEqual({ head: "pythia-1b", version: undefined });
});

test("every derived kind that is written has a form for its key", () => {
  const parts = { field: () => "f", ends: () => ["e"], digest: () => "d" };
  const own = [...catalogue.entities.values()].filter(({ derived, label }) => derived && !["AuditEntry", "ChangeEvent"].includes(label));
  for (const { label } of own) expect(derivedKey(label, parts), label).toBeTruthy();
});
