import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import type { NewEdge } from "../../src/writes/edgeChanges.js";
import { circles } from "../../src/writes/circles.js";
import { domain, freshPlace, model, task } from "./writing.js";

test("an edge that would close a circle is found with the way round, and the others are kept", () => {
  const place = (key: string) => ({ id: key, label: "Task", key });
  const edge = (from: string, to: string) => ({ from: place(from), to: place(to), edge: catalogue.entities.get("Task")!.edges["parent"]! }) as unknown as NewEdge;
  const found = circles([edge("a", "b"), edge("c", "a"), edge("d", "c")], [{ from: place("b"), to: place("c") }]);
  expect(found.map(({ path }) => path.join(" "))).toEqual(["Task:c Task:a Task:b Task:c"]);
});

test("a circle in a hierarchy is refused with the path that would close it", async () => {
  const place = await freshPlace();
  await place.given(task("a"), task("b", { parent: "a" }), task("c", { parent: "b" }));
  const { errors: [error], updated } = await place.write([{ type: "Task", key: "a", parent: "c" }]);
  expect(error!.message).toContain("Task:a > Task:c > Task:b > Task:a");
  expect(updated).toBe(0);
  const { errors } = await place.write([task("x", { parent: "y" }), task("y", { parent: "z" }), task("z", { parent: "x" }), task("w")]);
  expect(errors.length).toBeGreaterThan(0);
  expect(await place.ask("MATCH (t:Task {workspace: $workspace, key: 'w'}) RETURN t.key")).toEqual(["w"]);
  expect(await place.ask("MATCH p = (t:Task {workspace: $workspace})-[:SUBTASK_OF*1..5]->(t) RETURN count(p)")).toEqual([0]);
});

test("a circle in lineage is refused, over all its relationships", async () => {
  const place = await freshPlace();
  await place.given(model("m"), { type: "ModelVersion", key: "m@1" }, { type: "ModelVersion", key: "m@2", derivedFrom: [{ key: "m@1", relation: "FINETUNE" }] },
    { type: "Run", key: "r", kind: "TRAINING", used: [{ type: "ModelVersion", key: "m@2" }] });
  expect((await place.write([{ type: "ModelVersion", key: "m@1", derivedFrom: [{ key: "m@2", relation: "FINETUNE" }] }])).errors[0]!.message).toContain("close a circle");
  expect((await place.write([{ type: "ModelVersion", key: "m@1", run: "r" }])).errors[0]!.message).toContain("Run:r > ModelVersion:m@2 > ModelVersion:m@1");
});

test("a circle is refused over relationships of any kind that lineage takes, old and new nodes together", async () => {
  const place = await freshPlace();
  await place.given(model("m"), { type: "ModelVersion", key: "m@1" }, { type: "System", key: "s", title: "S", kind: "APP" }, { type: "SystemVersion", key: "s@1", models: [{ key: "m@1", role: "base" }] },
    { type: "Run", key: "r", kind: "TRAINING", used: [{ type: "SystemVersion", key: "s@1" }] });
  expect((await place.write([{ type: "ModelVersion", key: "m@1", run: "r" }])).errors[0]!.message).toContain("ModelVersion:m@1 > Run:r > SystemVersion:s@1 > ModelVersion:m@1");
  const { errors } = await place.write([{ type: "ModelVersion", key: "m@1", run: "new" }, { type: "Run", key: "new", kind: "TRAINING", used: [{ type: "SystemVersion", key: "s@2" }] },
    { type: "SystemVersion", key: "s@2", codeRef: "2", systems: [{ key: "s@1", role: "guard" }] }]);
  expect(errors.length).toBeGreaterThan(0);
  expect(await place.ask("MATCH p = (n:ModelVersion {workspace: $workspace})-[:GENERATED_BY|USED|USES*1..5]->(n) RETURN count(p)")).toEqual([0]);
  expect(await place.write([{ type: "ModelVersion", key: "m@1", run: "other" }, { type: "Run", key: "other", kind: "TRAINING" }])).toMatchObject({ errors: [] });
});

test("sixteen writers at once make no circle in lineage", async () => {
  const place = await freshPlace();
  const numbers = Array.from({ length: 16 }, (_, n) => n);
  await place.given(model("m"), { type: "System", key: "s", title: "S", kind: "APP" }, ...numbers.flatMap((n) => [{ type: "ModelVersion", key: `m@${n}`, ordinal: n + 1 },
    { type: "SystemVersion", key: `s@${n}`, ordinal: n + 1, codeRef: `${n}`, models: [{ key: `m@${n}`, role: "base" }] }, { type: "Run", key: `r${n}`, kind: "TRAINING", used: [{ type: "SystemVersion", key: `s@${n}` }] }]));
  const answers = await Promise.all(numbers.map((n) => place.write([{ type: "ModelVersion", key: `m@${n}`, run: `r${(n + 1) % 16}` }])));
  expect(answers.flatMap(({ errors }) => errors.map(({ message }) => message))).toEqual([expect.stringContaining("close a circle")]);
  expect(answers.reduce((sum, { updated }) => sum + updated, 0)).toBe(15);
});

test("a new parent ends the edge to the old one: there is one at a time", async () => {
  const place = await freshPlace();
  await place.given(domain("a"), domain("b"), domain("c", { parent: "a" }));
  await place.write([{ type: "Domain", key: "c", parent: "b" }]);
  expect(await place.ask("MATCH (:Domain {workspace: $workspace, key: 'c'})-[r:SUBDOMAIN_OF]->(p) RETURN p.key + ' ' + (r.validTo IS NULL) ORDER BY p.key")).toEqual(["a false", "b true"]);
});

test("sixteen writers at once make no circle and give no second parent", async () => {
  const place = await freshPlace();
  const keys = Array.from({ length: 16 }, (_, n) => `t${n}`);
  await place.given(...keys.map((key) => task(key)));
  const answers = await Promise.all(keys.map((key, n) => place.write([{ type: "Task", key, parent: keys[(n + 1) % 16] }, { type: "Task", key: keys[(n + 5) % 16]!, parent: keys[(n + 9) % 16] }])));
  const written = answers.reduce((sum, { updated }) => sum + updated, 0);
  expect(written).toBeGreaterThan(0);
  expect(await place.ask("MATCH (t:Task {workspace: $workspace}) WHERE EXISTS { (t)((:Task)-[r:SUBTASK_OF]->(:Task) WHERE r.validTo IS NULL){1,16}(t) } RETURN count(t)")).toEqual([0]);
  expect(await place.ask("MATCH (t:Task {workspace: $workspace})-[r:SUBTASK_OF]->() WHERE r.validTo IS NULL WITH t, count(r) AS parents WHERE parents > 1 RETURN t.key")).toEqual([]);
});
