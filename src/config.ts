import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { KeepingSetting } from "./entity/fields.js";
import { Problem } from "./entity/problem.js";
import { count, endpoint, flag, hostNames, key, levels, names, port, rerankEndpoint, share, text, uri } from "./settingForms.js";

/** A setting of the environment: what it is for, what it is unless given, and how its text is read. */
export interface Setting<T = unknown> {
  readonly description: string;
  /** As it would stand in the environment; null where unset means something that no text says. */
  readonly standard: string | null;
  readonly schema: z.ZodType<T, string>;
  readonly secret?: true;
}

const setting = <T>(description: string, standard: string | null, schema: z.ZodType<T, string>, secret?: true): Setting<T> =>
  ({ description, standard, schema, ...(secret && { secret }) });

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

/** Every setting by its name; the README and `evalgraph doctor` list them. */
export const settings = {
  HOST: setting("Address to listen on. One that isn't loopback needs EVALGRAPH_OPEN=1.", "127.0.0.1", text),
  PORT: setting("Port of the service.", "4000", port),
  EVALGRAPH_HOME: setting("Folder for what is fetched and for the embedded database.", resolve(PACKAGE, ".evalgraph"), text.transform((path) => resolve(path))),
  EVALGRAPH_BOLT_PORT: setting("Port of the embedded Neo4j.", "7687", port),
  EVALGRAPH_BROWSER_PORT: setting("Port of Neo4j Browser on the embedded database.", "7474", port),
  EVALGRAPH_SEEDS: setting("Seeds to load at start: all, none, or names with commas between. All on the embedded database, none with NEO4J_URI, unless given.", null, names),
  EVALGRAPH_WORKSPACE: setting("Workspace of requests that name none: demo where the demo seeds were loaded, else main, unless given.", null, key),
  EVALGRAPH_OPEN: setting("1 to let HOST be an address that others can reach. Requests are not authenticated yet: whoever reaches it sees and writes everything.", "0", flag),
  EVALGRAPH_HOSTS: setting("With EVALGRAPH_OPEN=1: names and addresses, with commas between, under which others reach the service, besides HOST. Requests under any other name but localhost are refused.", null, hostNames),
  EVALGRAPH_SMALL_COUNTS: setting("1 to take measurements over fewer than ten cases, or about one person.", "0", flag),
  EVALGRAPH_KEEP_ANSWER_TEXT: setting("1 to keep what was asked and answered: the input and output of an Answer, which are refused else.", "0", flag),
  EVALGRAPH_TRUSTED: setting("1 to run the operations of schema/operations and schema/subscriptions only, by their text or its SHA-256; GraphiQL then has nothing to ask.", "0", flag),
  EVALGRAPH_MOST_COST: setting("Most objects that the answer of one operation may be expected to hold, by the sizes of its pages.", "500000", count(1, 1e9)),
  EVALGRAPH_MOST_DEPTH: setting("Most fields of an operation one below another.", "40", count(1, 1000)),
  EVALGRAPH_MOST_ALIASES: setting("Most aliases of an operation.", "100", count(0, 10_000)),
  EVALGRAPH_MOST_TOKENS: setting("Most lexical tokens of a GraphQL document; validating one takes time by their square.", "3000", count(100, 100_000)),
  EVALGRAPH_LONGEST_LIST: setting("Most items of a list among an operation's arguments.", "1000", count(1, 1e6)),
  EVALGRAPH_STATEMENTS: setting("Most statements and write transactions that the database is given at once; others wait for their turn.", "64", count(1, 10_000)),
  EVALGRAPH_WAITING_STATEMENTS: setting("Most of them that may wait; more are refused with 503.", "256", count(0, 1e6)),
  EVALGRAPH_PATIENCE_MS: setting("Longest that one may wait before it is refused with 503, in ms.", "2000", count(1, 600_000)),
  EVALGRAPH_READ_LIMIT_MS: setting("Longest that a reading statement may take before the database ends it and it is refused with 503, in ms.", "30000", count(10, 3_600_000)),
  NEO4J_URI: setting("Neo4j to use instead of the embedded one, such as bolt://localhost:7687 or neo4j+s://...", null, uri),
  NEO4J_USER: setting("User at NEO4J_URI.", "neo4j", text),
  NEO4J_PASSWORD: setting("Password at NEO4J_URI.", null, text, true),
  NEO4J_DATABASE: setting("Database at NEO4J_URI; the user's own unless given.", null, text),
  EVALGRAPH_EMBEDDER_URL: setting("Base of an OpenAI-compatible API that makes vectors, such as http://localhost:11434/v1; the offline model unless given. What other models made is made anew by evalgraph reembed.", null, endpoint),
  EVALGRAPH_EMBEDDER_MODEL: setting("Name of the model at EVALGRAPH_EMBEDDER_URL.", null, text),
  EVALGRAPH_EMBEDDER_DIMENSIONS: setting("Length of that model's vectors.", null, count(1, 4096)),
  EVALGRAPH_EMBEDDER_KEY: setting("Bearer token for EVALGRAPH_EMBEDDER_URL.", null, text, true),
  EVALGRAPH_EMBEDDER_QUERY_PREFIX: setting("What that model expects before queries, such as \"query: \".", null, text),
  EVALGRAPH_EMBEDDER_PASSAGE_PREFIX: setting("What that model expects before passages, such as \"passage: \".", null, text),
  EVALGRAPH_RERANKER_URL: setting("Base of an API with Cohere's POST /rerank, such as http://localhost:8000/v1 of vLLM; nothing is reranked unless given. It is sent queries and passages of searches whose configuration says rerank.", null, rerankEndpoint),
  EVALGRAPH_RERANKER_MODEL: setting("Name of the model at EVALGRAPH_RERANKER_URL.", null, text),
  EVALGRAPH_RERANKER_KEY: setting("Bearer token for EVALGRAPH_RERANKER_URL.", null, text, true),
  EVALGRAPH_RERANKER_LIMIT_MS: setting("Longest that it may take, in ms; then the order is that of the channels.", "3000", count(10, 60_000)),
  EVALGRAPH_MODEL_URL: setting("Base of an OpenAI-compatible API whose model answers the scenarios of prompts and judges answers; neither is done unless given.", null, endpoint),
  EVALGRAPH_MODEL_NAME: setting("Name of the model at EVALGRAPH_MODEL_URL.", null, text),
  EVALGRAPH_MODEL_KEY: setting("Bearer token for EVALGRAPH_MODEL_URL.", null, text, true),
  EVALGRAPH_MODEL_LIMIT_MS: setting("Longest that one of its answers may take, with all attempts, in ms.", "120000", count(1, 3_600_000)),
  EVALGRAPH_FALSE_ALARMS: setting("False alarms of drift that a workspace may have in a week, over all its signals: the more are watched, the more it takes to raise an alert.", "0.2", share),
  EVALGRAPH_LOG_LEVEL: setting(`How much is logged: ${levels.join(", ")}.`, "info", z.enum(levels, `expected one of ${levels.join(", ")}`)),
} as const;
export type SettingName = keyof typeof settings;

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Names besides those of loopback that requests may have in `Host`, as they stand there, in lower case. */
  readonly hosts: readonly string[];
  /** Absolute. */
  readonly home: string;
  readonly boltPort: number;
  readonly browserPort: number;
  readonly seeds: "all" | "none" | readonly string[];
  /** Null: decided by the seeds that are loaded. */
  readonly workspace: string | null;
  readonly logLevel: (typeof levels)[number];
  /** Whether measurements over few cases, or about one person, are taken. */
  readonly smallCounts: boolean;
  /** The settings that are on and let fields be kept. */
  readonly kept: readonly KeepingSetting[];
  /** Whether only the operations of `schema/operations` and `schema/subscriptions` are run. */
  readonly trusted: boolean;
  /** What one operation may be at most. */
  readonly limits: { readonly cost: number; readonly depth: number; readonly aliases: number; readonly tokens: number; readonly list: number };
  /** What the database is given at once, what may wait and how long, and the longest that a read may take; ms. */
  readonly gate: { readonly atOnce: number; readonly waiting: number; readonly patience: number };
  readonly readLimit: number;
  /** What makes vectors; null for the offline model. */
  readonly embedder: { readonly url: string; readonly model: string; readonly key: string | null; readonly dimensions: number; readonly queryPrefix: string; readonly passagePrefix: string } | null;
  /** What reranks; null for nothing. The limit in ms. */
  readonly reranker: { readonly url: string; readonly model: string; readonly key: string | null; readonly limit: number } | null;
  /** What answers and judges; null for nothing. `limit` in ms. */
  readonly model: { readonly url: string; readonly name: string; readonly key: string | null; readonly limit: number } | null;
  /** False alarms of drift that a workspace may have in a week. */
  readonly falseAlarms: number;
  /** The database to use; null for the embedded one. */
  readonly neo4j: { readonly uri: string; readonly user: string; readonly password: string; readonly database: string | null } | null;
}

/** @throws Problem BAD_INPUT with a sentence for each setting that is wrong. An empty value counts as unset. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const wrong: string[] = [];
  const read = <T>(name: SettingName, { standard, schema, secret }: Setting<T>): T | null => {
    const given = environment[name] || standard;
    if (given === null) return null;
    const parsed = schema.safeParse(given);
    if (!parsed.success) wrong.push(`${name} is ${secret ? "not usable" : `"${given}"`}; ${parsed.error.issues[0]!.message}.`);
    return parsed.data ?? null;
  };
  const host = read("HOST", settings.HOST)!;
  const uriGiven = read("NEO4J_URI", settings.NEO4J_URI);
  const password = read("NEO4J_PASSWORD", settings.NEO4J_PASSWORD);
  const embedderUrl = read("EVALGRAPH_EMBEDDER_URL", settings.EVALGRAPH_EMBEDDER_URL);
  const [model, dimensions] = [read("EVALGRAPH_EMBEDDER_MODEL", settings.EVALGRAPH_EMBEDDER_MODEL), read("EVALGRAPH_EMBEDDER_DIMENSIONS", settings.EVALGRAPH_EMBEDDER_DIMENSIONS)];
  const [rerankerUrl, rerankerModel] = [read("EVALGRAPH_RERANKER_URL", settings.EVALGRAPH_RERANKER_URL), read("EVALGRAPH_RERANKER_MODEL", settings.EVALGRAPH_RERANKER_MODEL)];
  const [modelUrl, modelName, modelLimit] = [read("EVALGRAPH_MODEL_URL", settings.EVALGRAPH_MODEL_URL), read("EVALGRAPH_MODEL_NAME", settings.EVALGRAPH_MODEL_NAME), read("EVALGRAPH_MODEL_LIMIT_MS", settings.EVALGRAPH_MODEL_LIMIT_MS)!];
  const config: Omit<Config, "hosts"> = {
    host, port: read("PORT", settings.PORT)!,
    home: read("EVALGRAPH_HOME", settings.EVALGRAPH_HOME)!, boltPort: read("EVALGRAPH_BOLT_PORT", settings.EVALGRAPH_BOLT_PORT)!, browserPort: read("EVALGRAPH_BROWSER_PORT", settings.EVALGRAPH_BROWSER_PORT)!,
    seeds: read("EVALGRAPH_SEEDS", settings.EVALGRAPH_SEEDS) ?? usualSeeds(environment), workspace: read("EVALGRAPH_WORKSPACE", settings.EVALGRAPH_WORKSPACE),
    logLevel: read("EVALGRAPH_LOG_LEVEL", settings.EVALGRAPH_LOG_LEVEL)!,
    smallCounts: read("EVALGRAPH_SMALL_COUNTS", settings.EVALGRAPH_SMALL_COUNTS)!,
    kept: read("EVALGRAPH_KEEP_ANSWER_TEXT", settings.EVALGRAPH_KEEP_ANSWER_TEXT) ? ["EVALGRAPH_KEEP_ANSWER_TEXT"] : [],
    trusted: read("EVALGRAPH_TRUSTED", settings.EVALGRAPH_TRUSTED)!,
    limits: {
      cost: read("EVALGRAPH_MOST_COST", settings.EVALGRAPH_MOST_COST)!, depth: read("EVALGRAPH_MOST_DEPTH", settings.EVALGRAPH_MOST_DEPTH)!,
      aliases: read("EVALGRAPH_MOST_ALIASES", settings.EVALGRAPH_MOST_ALIASES)!, tokens: read("EVALGRAPH_MOST_TOKENS", settings.EVALGRAPH_MOST_TOKENS)!,
      list: read("EVALGRAPH_LONGEST_LIST", settings.EVALGRAPH_LONGEST_LIST)!,
    },
    gate: {
      atOnce: read("EVALGRAPH_STATEMENTS", settings.EVALGRAPH_STATEMENTS)!, waiting: read("EVALGRAPH_WAITING_STATEMENTS", settings.EVALGRAPH_WAITING_STATEMENTS)!,
      patience: read("EVALGRAPH_PATIENCE_MS", settings.EVALGRAPH_PATIENCE_MS)!,
    },
    readLimit: read("EVALGRAPH_READ_LIMIT_MS", settings.EVALGRAPH_READ_LIMIT_MS)!,
    embedder: embedderUrl === null ? null : {
      url: embedderUrl, model: model ?? "", dimensions: dimensions ?? 0, key: read("EVALGRAPH_EMBEDDER_KEY", settings.EVALGRAPH_EMBEDDER_KEY),
      queryPrefix: read("EVALGRAPH_EMBEDDER_QUERY_PREFIX", settings.EVALGRAPH_EMBEDDER_QUERY_PREFIX) ?? "", passagePrefix: read("EVALGRAPH_EMBEDDER_PASSAGE_PREFIX", settings.EVALGRAPH_EMBEDDER_PASSAGE_PREFIX) ?? "",
    },
    reranker: rerankerUrl === null ? null : {
      url: rerankerUrl, model: rerankerModel ?? "", key: read("EVALGRAPH_RERANKER_KEY", settings.EVALGRAPH_RERANKER_KEY), limit: read("EVALGRAPH_RERANKER_LIMIT_MS", settings.EVALGRAPH_RERANKER_LIMIT_MS)!,
    },
    model: modelUrl === null ? null : { url: modelUrl, name: modelName ?? "", key: read("EVALGRAPH_MODEL_KEY", settings.EVALGRAPH_MODEL_KEY), limit: modelLimit },
    falseAlarms: read("EVALGRAPH_FALSE_ALARMS", settings.EVALGRAPH_FALSE_ALARMS)!,
    neo4j: uriGiven === null ? null : { uri: uriGiven, user: read("NEO4J_USER", settings.NEO4J_USER)!, password: password ?? "", database: read("NEO4J_DATABASE", settings.NEO4J_DATABASE) },
  };
  const open = read("EVALGRAPH_OPEN", settings.EVALGRAPH_OPEN);
  const named = read("EVALGRAPH_HOSTS", settings.EVALGRAPH_HOSTS);
  if (open === false && named !== null) wrong.push(`EVALGRAPH_HOSTS is "${named.join(",")}", which holds with EVALGRAPH_OPEN=1 only. Set that too, or leave EVALGRAPH_HOSTS unset.`);
  if (open === false && !isLoopback(host))
    wrong.push(`HOST is "${host}", which others can reach, and requests are not authenticated yet. Use 127.0.0.1, or set EVALGRAPH_OPEN=1 if you mean it.`);
  if (embedderUrl !== null && model === null) wrong.push("EVALGRAPH_EMBEDDER_MODEL is unset; expected the name of a model at EVALGRAPH_EMBEDDER_URL.");
  if (embedderUrl !== null && dimensions === null && !environment["EVALGRAPH_EMBEDDER_DIMENSIONS"]) wrong.push("EVALGRAPH_EMBEDDER_DIMENSIONS is unset; expected the length of the vectors of EVALGRAPH_EMBEDDER_MODEL, such as 768.");
  if (rerankerUrl !== null && rerankerModel === null) wrong.push("EVALGRAPH_RERANKER_MODEL is unset; expected the name of a model at EVALGRAPH_RERANKER_URL.");
  if (modelUrl !== null && modelName === null) wrong.push("EVALGRAPH_MODEL_NAME is unset; expected the name of a model at EVALGRAPH_MODEL_URL.");
  if (uriGiven !== null && password === null) wrong.push("NEO4J_PASSWORD is unset; expected the password of NEO4J_USER at NEO4J_URI.");
  if (wrong.length > 0) throw new Problem("BAD_INPUT", wrong.join("\n"));
  return { ...config, hosts: open ? [...(isLoopback(host) || isEveryAddress(host) ? [] : [host]), ...(named ?? [])].map(asInUrl) : [] };
}

/** A database of somebody else's gets nothing that wasn't asked for. */
const usualSeeds = (environment: Readonly<Record<string, string | undefined>>): "all" | "none" => (environment["NEO4J_URI"] ? "none" : "all");

/** Each setting with the value in force, as it would stand in the environment; null where nothing says, and a secret never shown. */
export const shownSettings = (environment: Readonly<Record<string, string | undefined>> = process.env): readonly ShownSetting[] =>
  Object.entries<Setting>(settings).map(([name, { description, standard, secret }]) => {
    const given = environment[name] || null;
    const usual = name === "EVALGRAPH_SEEDS" ? usualSeeds(environment) : standard;
    return { name, description, value: secret && given !== null ? "(set)" : (given ?? usual), given: given !== null };
  });
export interface ShownSetting {
  readonly name: string;
  readonly description: string;
  readonly value: string | null;
  /** False where the default holds. */
  readonly given: boolean;
}

/** Whether only this machine reaches an address. */
export const isLoopback = (host: string): boolean => /^(localhost|::1|\[::1\]|127(\.\d{1,3}){3})$/.test(host);

/** Whether it stands for all addresses of the machine, and so is no name for any. */
const isEveryAddress = (host: string): boolean => /^(0\.0\.0\.0|::|\[::\])$/.test(host);

/** A host as it stands in a URL: an IPv6 address in brackets. */
const asInUrl = (host: string): string => (host.includes(":") && !host.startsWith("[") ? `[${host}]` : host).toLowerCase();
