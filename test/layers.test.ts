import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const text = (file: string) => readFileSync(join(source, file), "utf8");

/** Who may import whom, from the bottom up; a capability may import the layers below it, and others by their offers. */
const layers: Readonly<Record<string, readonly string[]>> = {
  entity: [],
  graph: ["entity"],
  statistics: [],
  reads: ["entity", "graph"],
  types: ["entity", "graph", "reads"],
  writes: ["entity", "graph", "reads"],
};
const capability = ["entity", "graph", "statistics", "reads", "types", "writes"];
const above: Readonly<Record<string, readonly string[]>> = {
  ingest: [...capability], seeds: [...capability, "ingest"], doctor: [...capability], mcp: [...capability, "api"],
};
const top = ["api", "commands", "serve", "."];

const folderOf = (file: string) => dirname(file).split("/")[0]!;
const imports = files.flatMap((from) => [...text(from).matchAll(/from "(\.[^"]+)\.js"/g)]
  .map(([, path]) => ({ from, to: `${normalize(join(dirname(from), path!))}.ts` })))
  .map(({ from, to }) => ({ from, to, tail: folderOf(from), head: folderOf(to) }));
const across = imports.filter(({ tail, head }) => tail !== head);
const machinery = [...Object.keys(layers), ...Object.keys(above), ...top];
const isCapability = (folder: string) => !machinery.includes(folder);

test("the machinery imports downwards only", () => {
  const wrong = across.filter(({ tail, head, to }) => tail in layers && !layers[tail]!.includes(head) && to !== "catalogue.ts");
  expect(wrong).toEqual([]);
});

test("a capability imports nothing above it, and from others only what they offer; resolvers also the entities that they answer with", () => {
  const wrong = across.filter(({ tail }) => isCapability(tail)).filter(({ head, from, to }) =>
    isCapability(head) ? !to.endsWith("/offers.ts") && !(from.endsWith(".resolver.ts") && isEntity(to)) : !capability.includes(head) && to !== "catalogue.ts" && to !== "config.ts");
  expect(wrong).toEqual([]);
});
const isEntity = (file: string) => /class \w+ extends (entity|head|version)\(/.test(text(file));

test("importers, seeds, doctor and MCP use what capabilities offer, and nothing of the API; MCP stands beside that", () => {
  const wrong = across.filter(({ tail }) => tail in above).filter(({ tail, head, to }) =>
    isCapability(head) ? !to.endsWith("/offers.ts") : !above[tail]!.includes(head) && !["catalogue.ts", "config.ts"].includes(to));
  expect(wrong).toEqual([]);
});

test("no file imports itself by way of others", () => {
  expect(cycles(imports.map(({ from, to }) => [from, to]))).toEqual([]);
});

test("capabilities' offers form no cycle", () => {
  expect(cycles(across.filter(({ tail, head }) => isCapability(tail) && isCapability(head)).filter(({ from }) => !from.endsWith(".resolver.ts")).map(({ tail, head }) => [tail, head]))).toEqual([]);
});

/** What is left when all that depend on nothing left have been taken away. */
function cycles(edges: readonly (readonly [from: string, to: string])[]): readonly string[] {
  const left = edges.filter(([, to]) => edges.some(([from]) => from === to));
  return left.length === edges.length ? [...new Set(edges.map(([from]) => from))] : cycles(left);
}

test("Cypher stands in cypher/ and is made in reads/ and writes/, nowhere else", () => {
  const wrong = files.filter((file) => !["reads", "writes"].includes(folderOf(file)) && /[`"]\s*(MATCH|MERGE|UNWIND|CALL \{|CREATE \()/.test(text(file)));
  expect(wrong).toEqual([]);
});

test("no file is longer than 200 lines", () => {
  expect(files.filter((file) => text(file).split("\n").length > 201)).toEqual([]);
});
