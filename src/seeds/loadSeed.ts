import { entities as catalogue } from "../catalogue.js";
import { ingestDocuments } from "../documents/offers.js";
import { isOutgoing } from "../entity/edges.js";
import { load, type Item, type LoadContext, type LoadResult } from "../writes/load.js";
import { problem } from "./checks.js";
import { inOrder } from "./dated.js";
import { aboutOf, parseSeed } from "./readSeed.js";
import type { PlacedDocument, PlacedItem, Seed, SeedProblem } from "./seed.js";
import { digestOfFiles, seedFiles } from "./seedFiles.js";
import { marks } from "./seeds.queries.js";

export interface SeedReport {
  readonly name: string;
  readonly workspace: string;
  /** LOADED as a whole; SKIPPED because it is there already; REFUSED for problems in its files, nothing written; PARTLY, where the database refused items. */
  readonly outcome: "LOADED" | "SKIPPED" | "REFUSED" | "PARTLY";
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly documents: number;
  readonly problems: readonly SeedProblem[];
}

export interface SeedOptions {
  /** Told how many items are written; documents are split and embedded in between. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
  /** Takes the place of the workspace that `seed.yaml` names. */
  readonly workspace?: string | undefined;
}

/**
 * Loads a folder into the workspace that its `seed.yaml` names, which remembers its digest: the same files again are skipped, and
 * changed ones written over what is there. Needs a viewer of everything.
 */
export async function loadSeed(context: LoadContext, dir: string, { progress = () => {}, workspace: into }: SeedOptions = {}): Promise<SeedReport> {
  const files = await seedFiles(dir);
  const { name, workspace } = aboutOf(files);
  const here = { ...context, workspace: into ?? workspace };
  const remembered = await remembers(here);
  const digest = digestOfFiles(files);
  const nothing = { name, workspace: here.workspace, created: 0, updated: 0, unchanged: 0, documents: 0, problems: [] };
  if (remembered.seeds[name] === digest) return { ...nothing, outcome: "SKIPPED" };
  const seed = parseSeed(files, catalogue.entities);
  const report = { ...nothing, problems: seed.problems };
  if (seed.problems.length > 0) return { ...report, outcome: "REFUSED" };
  const written = await write(here, seed, progress);
  if (written.problems.length > 0) return { ...report, ...written, outcome: "PARTLY" };
  const mark = { type: "Workspace", key: here.workspace, attributes: { ...remembered.all, seeds: { ...remembered.seeds, [name]: digest } } };
  await load(here, [mark], { action: "seed", trusted: true });
  return { ...report, ...written, outcome: "LOADED" };
}

async function remembers({ graph, viewer, workspace }: LoadContext): Promise<{ readonly all: object; readonly seeds: Readonly<Record<string, string>> }> {
  const [row] = await marks(graph, viewer, { workspace });
  const all = JSON.parse(row?.attributes ?? "{}") as { readonly seeds?: Readonly<Record<string, string>> };
  return { all, seeds: all.seeds ?? {} };
}

/** Items without what leads to versions of documents; the documents, which refer to items; then what leads to their versions. */
async function write(context: LoadContext, { items, documents }: Seed, progress: (done: number, total: number) => void) {
  const first = items.flatMap(withoutDocumentVersions);
  const last = [...items.filter(leadsToDocumentVersion), ...documents.map(approved)];
  const total = first.length + last.length;
  const before = await loadItems(context, first, (done) => progress(done, total));
  const texts = await ingest(context, documents);
  const after = await loadItems(context, last, (done) => progress(first.length + done, total));
  return {
    created: before.created + after.created, updated: before.updated + after.updated, unchanged: before.unchanged + after.unchanged,
    documents: texts.documents, problems: [...before.problems, ...texts.problems, ...after.problems],
  };
}

async function loadItems(context: LoadContext, placed: readonly PlacedItem[], progress: (done: number) => void): Promise<Pick<LoadResult, "created" | "updated" | "unchanged"> & { problems: SeedProblem[] }> {
  const { created, updated, unchanged, errors } = await load(context, placed.map(({ item }) => item), { action: "seed", trusted: true, progress });
  const problems = errors.map(({ index, path, message }) => problem(placed[index]!, path, message));
  return { created, updated, unchanged, problems };
}

/** Versions of one document go in one after another, the oldest first. */
async function ingest(context: LoadContext, documents: readonly PlacedDocument[]): Promise<{ readonly documents: number; readonly problems: readonly SeedProblem[] }> {
  const problems: SeedProblem[] = [];
  let left = inOrder(documents);
  while (left.length > 0) {
    const now = left.filter((each, at) => left.findIndex(({ document }) => document.key === each.document.key) === at);
    const { errors } = await ingestDocuments(context, now.map(({ document: { domains, tasks, state: _, ...document } }) => ({
      ...document, about: [...domains.map((key) => ({ type: "Domain", key })), ...tasks.map((key) => ({ type: "Task", key }))],
    })));
    problems.push(...errors.map(({ index, message }) => ({ file: now[index]!.file, line: now[index]!.line, reason: message })));
    left = left.filter((each) => !now.includes(each));
  }
  return { documents: documents.length, problems };
}

const approved = ({ document: { key, version, state }, file, line }: PlacedDocument): PlacedItem =>
  ({ item: { type: "DocumentVersion", key: `${key}@${version}`, state }, file, line, lineOf: () => line });

const documentEdges = (item: Item): readonly string[] =>
  Object.entries(catalogue.entities.get(item.type)?.edges ?? {})
    .filter(([name, edge]) => isOutgoing(edge) && [item[name] ?? []].flat().some((end) => (end as { readonly type?: string }).type === "DocumentVersion"))
    .map(([name]) => name);
const leadsToDocumentVersion = ({ item }: PlacedItem): boolean => documentEdges(item).length > 0;

/** An item less the edges that lead to versions of documents; none, where it hangs on such an edge. */
function withoutDocumentVersions(placed: PlacedItem): readonly PlacedItem[] {
  const edges = documentEdges(placed.item);
  if (edges.length === 0) return [placed];
  const scope = catalogue.entities.get(placed.item.type)!.scope;
  if (typeof scope === "object" && edges.includes(scope.partOf)) return [];
  return [{ ...placed, item: Object.fromEntries(Object.entries(placed.item).filter(([name]) => !edges.includes(name))) as unknown as Item }];
}
