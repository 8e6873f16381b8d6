import { Problem } from "../entity/problem.js";
import { load, type LoadContext } from "../writes/load.js";
import { checkpointItems } from "./checkpoints.js";
import { fileDigest, readResultFile } from "./harnessFile.js";
import { subjectOf } from "./harnessModels.js";
import { resultItems, runItem, runKey, type ResultFile } from "./harnessResults.js";
import { knownRuns, modelVersions } from "./ingest.queries.js";
import { addCounts, noCounts, type Counts } from "./counts.js";
import { gathered } from "./gathered.js";
import type { FileProblem, SourceFile } from "./sourceFiles.js";

export interface ImportReport extends Counts {
  readonly files: number;
  /** Files that were in the graph already, or given twice. */
  readonly skipped: number;
  /** Files of which everything is in the graph now. */
  readonly imported: number;
  readonly problems: readonly FileProblem[];
}

export interface ImportOptions {
  /** Day or moment of evaluations from files that carry none, ISO 8601. */
  readonly at?: string;
  /** Told after each step how many files are done. */
  readonly progress?: (done: number, total: number) => void;
}

/** So many files are read and written together; it bounds the memory that an import of any size takes. */
const filesTogether = 500;

/**
 * Result files of lm-evaluation-harness, known by their digests: those that are in already are skipped. A bad file is reported
 * and the rest goes on. A run gets its settings last, when all else of its file is in, so an import that broke off, or whose
 * items were refused, is taken up again by the next one.
 */
export async function importResults(context: LoadContext, files: readonly SourceFile[], { at, progress }: ImportOptions = {}): Promise<ImportReport> {
  const time = at === undefined ? undefined : moment(at);
  let report: ImportReport = { files: files.length, skipped: 0, imported: 0, problems: [], ...noCounts };
  for (let from = 0; from < files.length; from += filesTogether) {
    const some = files.slice(from, from + filesTogether);
    const { fresh, skipped, problems } = await unread(context, some, time);
    const written = await write(context, fresh, (share) => progress?.(from + Math.floor(share * some.length), files.length));
    report = {
      ...addCounts(report, written),
      files: files.length,
      skipped: report.skipped + skipped,
      imported: report.imported + written.imported,
      problems: [...report.problems, ...problems, ...written.problems],
    };
    progress?.(from + some.length, files.length);
  }
  return report;
}

/** A day or moment that a person gave, as ISO 8601 in UTC. */
export function moment(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) throw new Problem("BAD_INPUT", `The time is ${JSON.stringify(at)}; expected a day or moment such as 2023-04-03 or 2023-04-03T12:00:00Z.`);
  return time.toISOString();
}

interface NamedFile {
  readonly name: string;
  readonly content: ResultFile;
}

async function unread(context: LoadContext, files: readonly SourceFile[], at: string | undefined) {
  const problems: FileProblem[] = [];
  const byDigest = new Map<string, { readonly name: string; readonly bytes: Uint8Array }>();
  for (const { name, read } of files) {
    try {
      const bytes = await read();
      const digest = fileDigest(bytes);
      if (!byDigest.has(digest)) byDigest.set(digest, { name, bytes });
    } catch (error) {
      problems.push({ file: name, reason: `The file can't be read: ${(error as Error).message}.` });
    }
  }
  const { graph, viewer, workspace } = context;
  const known = await knownRuns(graph, viewer, { workspace, keys: [...byDigest.keys()].map(runKey) });
  const whole = new Set(known.filter((run) => run.whole).map(({ key }) => key));
  const fresh: NamedFile[] = [];
  for (const [digest, { name, bytes }] of byDigest) {
    if (whole.has(runKey(digest))) continue;
    try {
      fresh.push({ name, content: readResultFile(bytes, at) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push({ file: name, reason: error.message });
    }
  }
  return { fresh, skipped: files.length - fresh.length - problems.length, problems };
}

async function write(context: LoadContext, files: readonly NamedFile[], progress: (share: number) => void) {
  if (files.length === 0) return { imported: 0, problems: [], ...noCounts };
  const { graph, viewer, workspace } = context;
  const subjects = files.map(({ content }) => subjectOf(content.weights));
  const known = await modelVersions(graph, viewer, { workspace, models: [...new Set(subjects.map(({ model }) => model))] });
  const read = files.map(({ name, content }) => ({ name, ...resultItems(content) }));
  const { items, origins } = gathered([...read, { name: "checkpoints", items: checkpointItems(known, subjects) }]);
  const first = await load(context, items, { action: "importResults", progress: (done, total) => progress(done / total) });
  const refused = new Set(first.errors.flatMap(({ index }) => origins[index]!));
  const whole = files.filter(({ name }) => !refused.has(name));
  const last = await load(context, whole.map(({ content }) => runItem(content)), { action: "importResults" });
  return {
    ...addCounts(noCounts, first),
    imported: whole.length - new Set(last.errors.map(({ index }) => index)).size,
    problems: [
      ...read.flatMap(({ name, problems }) => problems.map((reason) => ({ file: name, reason }))),
      ...first.errors.map(({ index, message }) => ({ file: told(origins[index]!), reason: message })),
      ...last.errors.map(({ index, message }) => ({ file: whole[index]!.name, reason: message })),
    ],
  };
}

const told = ([file, ...more]: readonly string[]): string => (more.length > 0 ? `${file} and ${more.length} more` : file!);
