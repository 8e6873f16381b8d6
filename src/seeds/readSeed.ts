import type { Entities } from "../entity/ends.js";
import { entities as catalogue } from "../catalogue.js";
import { tableItems } from "../ingest/resultTable.js";
import { check } from "./checks.js";
import { datedFrom, headsOf } from "./dated.js";
import { aboutSchema, type About, type PlacedDocument, type PlacedItem, type Seed, type SeedProblem } from "./seed.js";
import { documentIn } from "./seedDocuments.js";
import { digestOfFiles, seedFiles, type SeedFiles } from "./seedFiles.js";
import { evaluationsIn, measurementsIn } from "./seedTables.js";
import { itemsIn, objectIn } from "./seedYaml.js";

/** Reads and checks a seed without a database: every problem of every file is reported, not the first alone. */
export const readSeed = async (dir: string): Promise<Seed> => parseSeed(await seedFiles(dir), catalogue.entities);

/** What its `seed.yaml` says; a nameless one where it says nothing that can be read. */
export const aboutOf = (files: SeedFiles): About => aboutIn(files).value ?? nameless;

/** A seed from the texts of its files. */
export function parseSeed(files: SeedFiles, entities: Entities): Seed {
  const about = aboutIn(files);
  const origin = about.value?.origin ?? "SYNTHETIC";
  const problems: SeedProblem[] = [...about.problems];
  const items: PlacedItem[] = [];
  const documents: PlacedDocument[] = [];
  for (const [file, text] of files) {
    if (file === aboutFile || file === about.value?.table) continue;
    const read: Read = readFile(file, text, origin);
    problems.push(...read.problems);
    items.push(...(read.items ?? []));
    documents.push(...(read.documents ?? []));
  }
  const table = tableOf(files, about.value);
  problems.push(...table.problems, ...(about.value ? check(entities, about.value.workspace, items, documents) : []));
  const dated = datedFrom(about.value?.since, entities);
  const all = [...items, ...headsOf(documents), ...table.items].map((placed) => ({ ...placed, item: dated(placed.item) }));
  return { about: aboutOf(files), items: all, documents, problems, digest: digestOfFiles(files) };
}

const aboutFile = "seed.yaml";
const nameless: About = { name: "?", title: "?", workspace: "?", description: "?", origin: "SYNTHETIC", licence: "?", attribution: "?" };

interface Read {
  readonly items?: readonly PlacedItem[];
  readonly documents?: readonly PlacedDocument[];
  readonly problems: readonly SeedProblem[];
}

function aboutIn(files: SeedFiles) {
  const text = files.get(aboutFile);
  if (text !== undefined) return objectIn(aboutFile, text, aboutSchema);
  return { value: undefined, problems: [{ file: aboutFile, line: null, reason: "The seed has no seed.yaml; write one with name, title, workspace, description, origin, licence and attribution." }] };
}

function readFile(file: string, text: string, origin: About["origin"]): Read {
  if (/^documents\/.*\.md$/.test(file)) return documentIn(file, text);
  if (/^evaluations\/.*\.csv$/.test(file)) return evaluationsIn(file, text, { origin });
  if (/^measurements\/.*\.csv$/.test(file)) return measurementsIn(file, text, { origin });
  if (/\.ya?ml$/.test(file)) return itemsIn(file, text);
  return { problems: [{ file, line: null, reason: "Nothing is read from here; documents are documents/*.md, tables are evaluations/*.csv and measurements/*.csv." }] };
}

/** Items of a table of results; they refer to each other alone, and the writer checks them. */
function tableOf(files: SeedFiles, about: About | undefined): { readonly items: readonly PlacedItem[]; readonly problems: readonly SeedProblem[] } {
  if (about?.table === undefined) return { items: [], problems: [] };
  const file = about.table;
  const text = files.get(file);
  if (text === undefined) return { items: [], problems: [{ file: aboutFile, line: null, reason: `table: there is no file ${file} in this seed.` }] };
  try {
    return { items: tableItems(text).map((item) => ({ item, file, line: 1, lineOf: () => 1 })), problems: [] };
  } catch (error) {
    return { items: [], problems: [{ file, line: null, reason: (error as Error).message }] };
  }
}
