// Asks the service's own ranking and packing: recall of the nearest ten against a scan of the caller's own vectors, and time.
import { ranking } from "../../dist/retrieval/ranking.js";
import { retrieve } from "../../dist/retrieval/retrieve.js";
import { defaultSettings } from "../../dist/retrieval/settings.js";
import { quantile } from "../quantile.mjs";
import { ownMs, processMs } from "../read/machine.mjs";
import { callers } from "./callers.mjs";
import { chunksOfDocument, queryAt, workspace } from "./collection.mjs";

const deepest = 10;
/** No words: what is found is found by vectors. */
const wordless = "?";
const filters = { corpora: [], languages: [], domains: [], documents: [] };
const packTokens = 2_000;

/** Who sees everything, as long as Neo4j has searched little. */
export const atFirst = (...given) => rowsOf([{ ...callers[0], name: `${callers[0].name}, at first` }], ...given);

/** Searches that aren't timed: Java compiles what runs often, and better what runs oftener. */
export async function warmUp(database, searches) {
  for (let at = 0; at < searches; at += 1) {
    const { vector, text } = queryAt(-1 - at);
    await ranking({ graph: database.session(), viewer: callers[0].viewer }, request(text), embedderOf(vector), defaultSettings);
  }
}

/** A row for each caller. */
export const measured = (...given) => rowsOf(callers, ...given);

async function* rowsOf(callers, database, chunks, { queries, warmup, databasePid }) {
  const keyOf = (at) => `doc-${Math.floor(at / chunksOfDocument)}@1#${at % chunksOfDocument}`;
  for (const { name, domains, viewer } of callers) {
    const own = chunks.flatMap(({ domain, vector }, at) => (domains === null || domains.includes(domain) ? [{ key: keyOf(at), vector }] : []));
    const seen = new Set(own.map(({ key }) => key));
    const row = { chunks: chunks.length, caller: name, sees: own.length, recall: 0, least: 1, outside: 0, times: { search: [], pack: [] }, cpuMs: 0, databaseMs: 0 };
    for (let at = -warmup; at < queries; at += 1) {
      const { vector, text } = queryAt(at + warmup);
      const embedder = embedderOf(vector);
      const session = () => ({ graph: database.session(), viewer });
      const before = { cpu: ownMs(), database: processMs(databasePid) };
      const both = await timed(() => ranking(session(), request(text), embedder, defaultSettings));
      const spent = { cpu: ownMs() - before.cpu, database: processMs(databasePid) - before.database };
      const packed = await timed(() => retrieve(session(), { ...request(text), maxTokens: packTokens }, embedder, { ...defaultSettings, floor: -1 }));
      const { ranked } = await ranking(session(), request(wordless), embedder, { ...defaultSettings, alpha: 0 });
      if (at < 0) continue;
      row.cpuMs += spent.cpu / queries;
      row.databaseMs += spent.database / queries;
      row.times.search.push(both.ms);
      row.times.pack.push(packed.ms);
      const found = new Set(ranked.slice(0, deepest).map(({ key }) => key));
      const nearest = nearestOf(own, vector);
      const recall = nearest.filter((key) => found.has(key)).length / nearest.length;
      row.recall += recall / queries;
      row.least = Math.min(row.least, recall);
      row.outside += [...ranked, ...both.answer.ranked, ...packed.answer.hits].filter(({ key }) => !seen.has(key)).length;
    }
    const { times, ...rest } = row;
    yield { ...rest, p50: quantile(times.search, 0.5), p95: quantile(times.search, 0.95), packP50: quantile(times.pack, 0.5), packP95: quantile(times.pack, 0.95) };
  }
}

const embedderOf = (vector) => ({ id: "made-up", digest: "0", dimensions: vector.length, query: async () => vector, passages: async () => [] });
const request = (query) => ({ workspace, task: "answer", query, purpose: null, language: null, asOf: null, filters, actions: ["RETRIEVE"] });

function nearestOf(own, query) {
  const scored = own.map(({ key, vector }) => {
    let cosine = 0;
    for (let place = 0; place < vector.length; place += 1) cosine += vector[place] * query[place];
    return { key, cosine };
  });
  return scored.sort((one, other) => other.cosine - one.cosine).slice(0, deepest).map(({ key }) => key);
}

async function timed(work) {
  const began = performance.now();
  const answer = await work();
  return { answer, ms: performance.now() - began };
}
