import { currentOf, ingestDocuments, type Embedder, type IncomingDocument } from "../documents/offers.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import { load, type LoadContext } from "../writes/load.js";
import type { DocumentFile, FoundFiles } from "./documentFiles.js";
import { documentText } from "./documentText.js";
import { refusals, type FileProblem } from "./sourceFiles.js";

export interface IngestFilesOptions {
  /** Begins all keys. */
  readonly prefix?: string | undefined;
  /** Key of the home domain of all. */
  readonly domain?: string | undefined;
  /** Key of the corpus that all are searched in; made where there is none. */
  readonly corpus?: string | undefined;
  readonly sensitivity?: string | undefined;
  /** BCP 47, of files that don't say their language themselves. */
  readonly language?: string | undefined;
  /** Ends the documents of the folders whose files are gone. */
  readonly prune?: boolean | undefined;
  readonly embedder?: Embedder;
  /** Told how many of the files are done. */
  readonly progress?: (done: number, total: number) => void;
}

export interface IngestFilesReport {
  readonly files: number;
  /** Files in folders that are of other kinds. */
  readonly others: number;
  /** Documents that are new or have changed, and those that are as they were. */
  readonly written: number;
  readonly unchanged: number;
  /** Of all these documents. */
  readonly chunks: number;
  /** Keys of the documents that were ended. */
  readonly ended: readonly string[];
  readonly problems: readonly FileProblem[];
}

/** Texts are read, split and embedded so many characters at a time, and at most so many files. */
const charactersTogether = 8_000_000;
const filesTogether = 200;

const action = "ingest";

/**
 * Takes files in as documents: keys are paths within the folder that was given, its name is their source. A file that can't be read is reported and the
 * rest goes on; the same files again change nothing, and a changed one makes a version.
 * @throws Problem for what keeps every file out, such as a corpus that the writer may not make.
 */
export async function ingestFiles(context: LoadContext, { files, folders, others }: FoundFiles, options: IngestFilesOptions = {}): Promise<IngestFilesReport> {
  const problems: FileProblem[] = [];
  if (options.corpus !== undefined) await ensureCorpus(context, options.corpus, options);
  const unique = once(files, options.prefix ?? "", problems);
  let [done, written, unchanged, chunks] = [0, 0, 0, 0];
  for await (const part of parts(unique, options, problems)) {
    const { documents, errors } = await ingestDocuments(context, part.documents.map(({ document }) => document), {
      ...(options.embedder && { embedder: options.embedder }), progress: (some, all) => options.progress?.(done + Math.floor((part.files * some) / Math.max(all, 1)), unique.length),
    });
    problems.push(...errors.map(({ index, message }) => ({ file: part.documents[index]!.file, reason: message })));
    written += documents.filter(({ isNew }) => isNew).length;
    unchanged += documents.filter(({ isNew }) => !isNew).length;
    chunks += documents.reduce((sum, each) => sum + each.chunks, 0);
    options.progress?.((done += part.files), unique.length);
  }
  const ended = options.prune ? await prune(context, folders.map((folder) => (options.prefix ?? "") + folder), unique, problems) : [];
  return { files: files.length, others, written, unchanged, chunks, ended, problems };
}

interface Keyed extends DocumentFile {
  readonly key: string;
  /** Of its document: the folder's name behind the prefix, so that two folders of one name stay apart. */
  readonly source: string | null;
}

/** Each key once: of two files with one key the first. */
function once(files: readonly DocumentFile[], prefix: string, problems: FileProblem[]): readonly Keyed[] {
  const first = new Map<string, Keyed>();
  for (const file of files) {
    const key = normalKey(prefix + file.path);
    const other = first.get(key);
    if (other) problems.push({ file: file.name, reason: `Its key would be ${JSON.stringify(key)}, which ${other.name} has; take them in one after the other, each with a --prefix of its own.` });
    else first.set(key, { ...file, key, source: file.folder === null ? null : prefix + file.folder });
  }
  return [...first.values()];
}

interface Part {
  readonly files: number;
  readonly documents: readonly { readonly file: string; readonly document: IncomingDocument }[];
}

/** Files as documents, some at a time. */
async function* parts(files: readonly Keyed[], { domain, corpus, sensitivity, language }: IngestFilesOptions, problems: FileProblem[]): AsyncIterable<Part> {
  let [count, size, documents]: [number, number, Part["documents"][number][]] = [0, 0, []];
  for (const file of files) {
    try {
      const found = await documentText(file.kind, await file.read());
      documents.push({ file: file.name, document: {
        key: file.key, text: found.text, title: found.title ?? nameOf(file.path), source: file.source, language: found.language ?? language, homeDomain: domain, sensitivity,
        corpora: corpus === undefined ? undefined : [corpus],
      } });
      size += found.text.length;
    } catch (error) {
      problems.push({ file: file.name, reason: error instanceof Problem ? error.message : `It can't be read: ${(error as Error).message}.` });
    }
    count += 1;
    if (count < filesTogether && size < charactersTogether) continue;
    yield { files: count, documents };
    [count, size, documents] = [0, 0, []];
  }
  if (count > 0) yield { files: count, documents };
}

/** The name of a file as a title. */
const nameOf = (path: string): string => path.split("/").at(-1)!.replace(/\.[^.]+$/, "");

/** One that is there stays as it is. */
async function ensureCorpus(context: LoadContext, key: string, { domain }: IngestFilesOptions): Promise<void> {
  const known = await load(context, [{ type: "Corpus", key }], { action });
  if (known.errors.length === 0) return;
  const made = await load(context, [{ type: "Corpus", key, title: key, analyzer: "english", ...(domain !== undefined && { homeDomain: domain }) }], { action });
  const [error] = made.errors;
  if (error) throw new Problem(error.code, error.message);
}

/** Ends what came from these sources and has no file any more; a file that can't be read is one. */
async function prune(context: LoadContext, sources: readonly string[], files: readonly Keyed[], problems: FileProblem[]): Promise<readonly string[]> {
  const kept = new Set(files.map(({ key }) => key));
  const ended: string[] = [];
  for (const source of new Set(sources)) {
    if (!files.some((file) => file.source === source)) {
      problems.push({ file: source, reason: "No document is in this folder, so that nothing of it is ended; retire its documents if that is meant." });
      continue;
    }
    const now = new Date().toISOString();
    const gone = (await currentOf(context.graph, context.viewer, { workspace: context.workspace, source })).filter(({ document }) => !kept.has(document));
    const items = gone.map(({ version }) => ({ type: "DocumentVersion", key: version, validTo: now }));
    const { errors } = await load(context, items, { action });
    problems.push(...refusals(items, errors));
    const refused = new Set(errors.map(({ index }) => index));
    ended.push(...gone.filter((_, index) => !refused.has(index)).map(({ document }) => document));
  }
  return ended;
}
