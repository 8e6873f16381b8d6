import { isAbsolute } from "node:path";
import { expect, test } from "vitest";
import { usualLimits } from "../src/api/limits.js";
import { usualGate } from "../src/graph/gate.js";
import { isLoopback, readConfig, settings, shownSettings } from "../src/config.js";

const neo4j = { NEO4J_URI: "bolt://db:7687", NEO4J_PASSWORD: "x" };

test("everything has a default: loopback, the embedded database, all seeds", () => {
  const { home, ...rest } = readConfig({});
  expect(rest).toEqual({ host: "127.0.0.1", port: 4000, hosts: [], boltPort: 7687, browserPort: 7474, seeds: "all", workspace: null, logLevel: "info", smallCounts: false, kept: [], embedder: null, reranker: null, model: null, neo4j: null, trusted: false, limits: usualLimits, gate: usualGate, readLimit: 30_000, falseAlarms: 0.2 });
  expect(isAbsolute(home)).toBe(true);
});

test("a database that is already there is asked for its password, and gets no seeds unless told", () => {
  expect(readConfig(neo4j)).toMatchObject({ seeds: "none", neo4j: { uri: "bolt://db:7687", user: "neo4j", password: "x", database: null } });
  expect(readConfig({ ...neo4j, EVALGRAPH_SEEDS: "pythia, it-assistant" }).seeds).toEqual(["pythia", "it-assistant"]);
  expect(() => readConfig({ NEO4J_URI: "bolt://db:7687" })).toThrow("NEO4J_PASSWORD is unset");
});

test("an empty value counts as unset", () => {
  expect(readConfig({ PORT: "", NEO4J_URI: "" })).toEqual(readConfig({}));
});

test.each([
  ["PORT", "http", 'PORT is "http"; expected a port, 1 to 65535.'],
  ["EVALGRAPH_BOLT_PORT", "70000", 'EVALGRAPH_BOLT_PORT is "70000"; expected a port, 1 to 65535.'],
  ["EVALGRAPH_OPEN", "yes", 'EVALGRAPH_OPEN is "yes"; expected 0 or 1.'],
  ["EVALGRAPH_WORKSPACE", "a/b", 'EVALGRAPH_WORKSPACE is "a/b"; expected a key of 1 to 200 characters'],
  ["EVALGRAPH_LOG_LEVEL", "loud", 'EVALGRAPH_LOG_LEVEL is "loud"; expected one of fatal'],
  ["EVALGRAPH_TRUSTED", "yes", 'EVALGRAPH_TRUSTED is "yes"; expected 0 or 1.'],
  ["EVALGRAPH_MOST_COST", "much", 'EVALGRAPH_MOST_COST is "much"; expected a whole number, 1 to 1000000000.'],
  ["EVALGRAPH_STATEMENTS", "0", 'EVALGRAPH_STATEMENTS is "0"; expected a whole number, 1 to 10000.'],
  ["EVALGRAPH_EMBEDDER_URL", "localhost:11434", 'EVALGRAPH_EMBEDDER_URL is "localhost:11434"; expected the base of an OpenAI-compatible API, such as http://localhost:11434/v1.'],
  ["EVALGRAPH_EMBEDDER_DIMENSIONS", "0", 'EVALGRAPH_EMBEDDER_DIMENSIONS is "0"; expected a whole number, 1 to 4096.'],
  ["EVALGRAPH_RERANKER_URL", "localhost:8000", 'EVALGRAPH_RERANKER_URL is "localhost:8000"; expected the base of an API with POST /rerank, such as http://localhost:8000/v1.'],
  ["EVALGRAPH_MODEL_URL", "localhost:11434", 'EVALGRAPH_MODEL_URL is "localhost:11434"; expected the base of an OpenAI-compatible API, such as http://localhost:11434/v1.'],
  ["EVALGRAPH_MODEL_LIMIT_MS", "0", 'EVALGRAPH_MODEL_LIMIT_MS is "0"; expected a whole number, 1 to 3600000.'],
  ["NEO4J_URI", "localhost:7687", 'NEO4J_URI is "localhost:7687"; expected a scheme such as bolt:// or neo4j://. Leave it unset to use the embedded database.'],
])("%s=%s is refused in a sentence", (name, value, message) => {
  expect(() => readConfig({ [name]: value })).toThrow(message);
});

test("limits are what the settings say", () => {
  const { limits, gate, readLimit, trusted } = readConfig({ EVALGRAPH_MOST_COST: "7", EVALGRAPH_MOST_DEPTH: "8", EVALGRAPH_MOST_ALIASES: "9", EVALGRAPH_MOST_TOKENS: "110", EVALGRAPH_LONGEST_LIST: "11",
    EVALGRAPH_STATEMENTS: "12", EVALGRAPH_WAITING_STATEMENTS: "13", EVALGRAPH_PATIENCE_MS: "14", EVALGRAPH_READ_LIMIT_MS: "15", EVALGRAPH_TRUSTED: "1" });
  expect([limits, gate, readLimit, trusted]).toEqual([{ cost: 7, depth: 8, aliases: 9, tokens: 110, list: 11 }, { atOnce: 12, waiting: 13, patience: 14 }, 15, true]);
});

test("an endpoint that makes vectors needs its model and the length of the vectors, and its key is never shown", () => {
  const given = { EVALGRAPH_EMBEDDER_URL: "http://localhost:11434/v1", EVALGRAPH_EMBEDDER_MODEL: "nomic-embed-text", EVALGRAPH_EMBEDDER_DIMENSIONS: "768", EVALGRAPH_EMBEDDER_QUERY_PREFIX: "search_query: ", EVALGRAPH_EMBEDDER_KEY: "sk-1" };
  expect(readConfig(given).embedder).toEqual({ url: "http://localhost:11434/v1", model: "nomic-embed-text", dimensions: 768, key: "sk-1", queryPrefix: "search_query: ", passagePrefix: "" });
  expect(JSON.stringify(shownSettings(given))).not.toContain("sk-1");
  expect(() => readConfig({ EVALGRAPH_EMBEDDER_URL: "http://localhost:11434/v1" })).toThrow(/^EVALGRAPH_EMBEDDER_MODEL is unset; .*\nEVALGRAPH_EMBEDDER_DIMENSIONS is unset; /);
});

test("nothing reranks unless an endpoint is set, which needs its model, and its key is never shown", () => {
  const given = { EVALGRAPH_RERANKER_URL: "http://localhost:8000/v1", EVALGRAPH_RERANKER_MODEL: "bge-reranker-base", EVALGRAPH_RERANKER_KEY: "sk-2" };
  expect(readConfig({}).reranker).toBeNull();
  expect(readConfig(given).reranker).toEqual({ url: "http://localhost:8000/v1", model: "bge-reranker-base", key: "sk-2", limit: 3000 });
  expect(JSON.stringify(shownSettings(given))).not.toContain("sk-2");
  expect(() => readConfig({ EVALGRAPH_RERANKER_URL: "http://localhost:8000/v1" })).toThrow(/^EVALGRAPH_RERANKER_MODEL is unset; /);
});

test("small counts are taken only where the setting says so", () => {
  expect(readConfig({ EVALGRAPH_SMALL_COUNTS: "1" }).smallCounts).toBe(true);
  expect(() => readConfig({ EVALGRAPH_SMALL_COUNTS: "yes" })).toThrow("EVALGRAPH_SMALL_COUNTS");
});

test("the text of answers is kept only where the setting says so", () => {
  expect(readConfig({ EVALGRAPH_KEEP_ANSWER_TEXT: "1" }).kept).toEqual(["EVALGRAPH_KEEP_ANSWER_TEXT"]);
  expect(readConfig({ EVALGRAPH_KEEP_ANSWER_TEXT: "0" }).kept).toEqual([]);
  expect(() => readConfig({ EVALGRAPH_KEEP_ANSWER_TEXT: "yes" })).toThrow("EVALGRAPH_KEEP_ANSWER_TEXT");
});

test("all that is wrong is said at once", () => {
  expect(() => readConfig({ PORT: "a", EVALGRAPH_OPEN: "b" })).toThrow(/^PORT .*\nEVALGRAPH_OPEN .*\.$/);
});

test("an endpoint that answers chats needs its model, has a limit, and its key is never shown", () => {
  const given = { EVALGRAPH_MODEL_URL: "http://localhost:11434/v1", EVALGRAPH_MODEL_NAME: "llama3.2", EVALGRAPH_MODEL_KEY: "sk-2" };
  expect(readConfig(given).model).toEqual({ url: "http://localhost:11434/v1", name: "llama3.2", key: "sk-2", limit: 120_000 });
  expect(() => readConfig({ EVALGRAPH_MODEL_URL: "http://localhost:11434/v1" })).toThrow(/^EVALGRAPH_MODEL_NAME is unset; /);
  expect(shownSettings(given)).toContainEqual(expect.objectContaining({ name: "EVALGRAPH_MODEL_KEY", value: "(set)" }));
});

test("an address that others can reach is refused unless it is opened on purpose", () => {
  expect(() => readConfig({ HOST: "0.0.0.0" })).toThrow("EVALGRAPH_OPEN=1");
  expect(readConfig({ HOST: "0.0.0.0", EVALGRAPH_OPEN: "1" }).host).toBe("0.0.0.0");
  expect(["127.0.0.1", "127.1.2.3", "localhost", "::1"].every(isLoopback)).toBe(true);
  expect(["0.0.0.0", "::", "192.168.1.2", "127.0.0.1.example.org", "example.org"].some(isLoopback)).toBe(false);
});

test("an opened service is reached by the names that the settings give, and by HOST where that is one", () => {
  const hosts = (environment: Record<string, string>) => readConfig({ EVALGRAPH_OPEN: "1", ...environment }).hosts;
  expect(hosts({ HOST: "0.0.0.0" })).toEqual([]);
  expect(hosts({ HOST: "::" })).toEqual([]);
  expect(hosts({ HOST: "192.168.1.2" })).toEqual(["192.168.1.2"]);
  expect(hosts({ HOST: "fd00::7", EVALGRAPH_HOSTS: "Evalgraph.example.org, 10.0.0.1" })).toEqual(["[fd00::7]", "evalgraph.example.org", "10.0.0.1"]);
  expect(() => hosts({ EVALGRAPH_HOSTS: "http://evalgraph.example.org:4000" })).toThrow("without scheme and port");
  expect(() => readConfig({ EVALGRAPH_HOSTS: "evalgraph.example.org" })).toThrow("EVALGRAPH_OPEN=1");
});

test("the seeds in force are shown where none are given", () => {
  const seeds = (environment: Record<string, string>) => shownSettings(environment).find(({ name }) => name === "EVALGRAPH_SEEDS");
  expect(seeds({})).toMatchObject({ value: "all", given: false });
  expect(seeds(neo4j)).toMatchObject({ value: "none", given: false });
  expect(seeds({ EVALGRAPH_SEEDS: "pythia" })).toMatchObject({ value: "pythia", given: true });
});

test("all settings are shown, and no secret is", () => {
  const shown = shownSettings({ ...neo4j, PORT: "4001" });
  expect(shown.map(({ name }) => name)).toEqual(Object.keys(settings));
  expect(shown).toContainEqual(expect.objectContaining({ name: "PORT", value: "4001", given: true }));
  expect(shown).toContainEqual(expect.objectContaining({ name: "HOST", value: "127.0.0.1", given: false }));
  expect(shown).toContainEqual(expect.objectContaining({ name: "NEO4J_PASSWORD", value: "(set)" }));
});
