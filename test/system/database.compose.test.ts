import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { settings } from "../../src/config.js";
import { NEO4J_VERSION } from "../../src/graph/embedded/fetch.js";
import { MODEL } from "../../src/graph/embedded/model.js";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
interface Service {
  readonly image?: string;
  readonly ports: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}
const { services } = parse(read("compose.yaml")) as { readonly services: Readonly<Record<"neo4j" | "evalgraph", Service>> };
const dockerfile = read("Dockerfile");

test("containers are published on the loopback address only", () => {
  const published = Object.values(services).flatMap(({ ports }) => ports);
  expect(published).toHaveLength(3);
  expect(published.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
});

test("the service's container is given settings that there are, and no password of ours", () => {
  expect(Object.keys(services.evalgraph.environment).filter((name) => !(name in settings))).toEqual([]);
  expect(services.evalgraph.environment["NEO4J_PASSWORD"]).toMatch(/^\$\{NEO4J_PASSWORD:\?/);
});

test("the image holds the model and no Neo4j, whose container is of the embedded one's line", () => {
  expect(dockerfile).toContain(`home/models/${MODEL.id}`);
  expect(dockerfile).not.toContain("@neo4j");
  expect(services.neo4j.image).toBe(`neo4j:${NEO4J_VERSION.split(".").slice(0, 2).join(".")}-community`);
});

test("what Maven fetches is the version that the service speaks of", () => {
  expect(read("src/graph/embedded/pom.xml").match(/<version>5\.26\.\d+<\/version>/g)).toEqual(Array(2).fill(`<version>${NEO4J_VERSION}</version>`));
});
