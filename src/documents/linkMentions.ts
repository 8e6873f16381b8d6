import { service, serviceWriter } from "../graph/viewer.js";
import { grouped } from "../entity/grouped.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import { wordOf } from "../writes/storage.js";
import { domains, names, naming } from "./documents.queries.js";
import { bareName } from "./gazetteer.js";
import { candidates, mentions, namesOf, type Incoming, type Mention, type NamingChunk } from "./mentions.js";

/** A phrase that more chunks have isn't looked for in all of them. */
const mostChunks = 100;

/**
 * Links what documents that came in mention, and what mentions them: chunks to the documents whose titles or keys they name, of whatever age, and to the terms that they share
 * with others. Terms come from phrases (`termCandidates`) without a language model. What is there stays: a chunk's mentions grow, and go with it. Versions are marked once
 * all is written, so that what was cut off before is done by whoever brings the document again. The service writes them, whoever brings a document: they lead between what
 * different people see, and are seen by who sees both ends.
 */
export async function linkMentions(context: LoadContext, incoming: readonly Incoming[]): Promise<void> {
  if (incoming.length === 0) return;
  const { graph, workspace } = context;
  const [known, parents, fresh] = await Promise.all([
    names(graph, service, { workspace }), domains(graph, service, { workspace }), chunksWith(context, incoming.map(({ version }) => version), []),
  ]);
  const texts = grouped(fresh, ({ document }) => document);
  const phrases = candidates(incoming.map(({ key, language }) => ({ language, texts: (texts.get(key) ?? []).map(({ text }) => text) })));
  const found = await chunksWith(context, [], [...incoming.flatMap(namesOf), ...[...phrases.values()].map(({ title }) => title)].map(quoted).filter((each) => each !== null));
  const chunks = [...new Map([...fresh, ...found].map((each) => [each.key, each])).values()];
  const { terms, added } = mentions({ incoming, chunks, phrases, known, parents: new Map(parents.map(({ domain, parent }) => [domain, parent])) });
  const isKnown = new Set(known.filter(({ type }) => type === "Term").map(({ key }) => key));
  const write = (items: readonly Item[]) => load({ ...context, viewer: serviceWriter }, items, { action: "linkMentions", trusted: true });
  const { errors } = await write([
    ...terms.map(({ key, title, domain, sensitivity }): Item => ({ type: "Term", key, sensitivity: wordOf(sensitivity), ...(!isKnown.has(key) && { title, homeDomain: domain }) })),
    ...[...added].map(([chunk, more]): Item => ({ type: "Chunk", documentVersion: chunk.version, ...spanOf(chunk), mentions: [...chunk.mentions, ...more].map(({ type, key }: Mention) => ({ type, key })) })),
  ]);
  if (errors.length === 0) await write(incoming.map(({ version, title }): Item => ({ type: "DocumentVersion", key: version, linkedAs: title })));
}

const spanOf = ({ key }: NamingChunk): { readonly start: number; readonly end: number } => {
  const [start, end] = key.slice(key.lastIndexOf("#") + 1).split("-").map(Number);
  return { start: start!, end: end! };
};

async function chunksWith({ graph, workspace }: LoadContext, versions: readonly string[], phrases: readonly string[]): Promise<readonly NamingChunk[]> {
  const rows = await naming(graph, service, { workspace, versions: [...versions], phrases: [...phrases], most: mostChunks });
  return rows.map(({ start, end, scope, ...rest }) => ({ ...rest, key: `${rest.version}#${start}-${end}`, domain: scope.slice(workspace.length + 1) }));
}

/** As a phrase of Lucene's classic parser; null for what has no word. */
const quoted = (name: string): string | null => {
  const bare = bareName(name).replace(/["\\]/g, " ");
  return /[\p{L}\p{N}]/u.test(bare) ? `"${bare}"` : null;
};
