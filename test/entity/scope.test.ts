import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { isOutgoing } from "../../src/entity/edges.js";
import { scopes } from "../../src/entity/scope.js";

const { entities } = catalogue;
const with_ = (source: string) => [...entities.values()].filter(({ scope }) => scope === source).map(({ label }) => label).sort();

test("every kind comes by a scope, without a cycle", () => {
  const resolved = scopes(entities);
  expect([...resolved.values()].flatMap(({ problems }) => problems)).toEqual([]);
  expect([...resolved].filter(([, { chains }]) => chains.length === 0)).toEqual([]);
  expect(resolved.get("ItemResultSet")!.chains).toEqual(["ItemResultSet > Score > Evaluation > TaskVersion > Task: home"]);
});

test("the sources are those of graph.md, section 4", () => {
  expect(with_("self")).toEqual(["Domain"]);
  expect(with_("shared")).toEqual(["Environment", "FailureMode", "Metric", "Principal", "Slice", "Workspace"]);
  expect(with_("roles")).toEqual(["ApiKey", "Grant", "TransferFit"]);
  expect(with_("changed")).toEqual(["AuditEntry", "ChangeEvent"]);
  expect(entities.get("Evaluation")!.scope).toEqual({ partOf: "taskVersion", sensitiveAs: ["subject", "data"] });
});

test("what has a home has the edge to its domain, and nothing else has", () => {
  const housed = [...entities.values()].filter(({ edges }) => "homeDomain" in edges).map(({ label }) => label).sort();
  expect(housed).toEqual(with_("home"));
});

test("a part never gets its scope from an edge that can end or lead to many", () => {
  for (const { scope, edges, label } of entities.values()) {
    if (typeof scope === "string") continue;
    for (const name of [scope.partOf, ...(scope.sensitiveAs ?? [])]) {
      const edge = edges[name]!;
      expect([label, name, isOutgoing(edge), edge.many, edge.options.ends ?? false]).toEqual([label, name, true, false, false]);
    }
  }
});
