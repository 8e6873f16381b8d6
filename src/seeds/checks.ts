import type { Entities } from "../entity/ends.js";
import { normalKey, splitKey } from "../entity/keys.js";
import type { Item } from "../writes/draft.js";
import { parse } from "../writes/parse.js";
import { references } from "./references.js";
import type { Place, PlacedDocument, PlacedItem, SeedProblem } from "./seed.js";

/** What is wrong with items and documents among each other: bad fields, keys given twice, and references to what isn't in the seed. */
export function check(entities: Entities, workspace: string, items: readonly PlacedItem[], documents: readonly PlacedDocument[]): readonly SeedProblem[] {
  const { errors } = parse(items.map(({ item }) => item), { entities, trusted: true, workspace, byAgent: false, smallCounts: false, kept: [] });
  const bad = errors.map(({ index, path, message }) => problem(items[index]!, path, message));
  const { names, twice } = known(items, documents);
  return [...bad, ...twice, ...items.flatMap((each) => broken(entities, each, names)), ...documents.flatMap((each) => brokenDocument(each, names))];
}

/** The problem of an item, at the line of the part that it is about. */
export function problem({ item, file, line, lineOf }: PlacedItem, path: string | null, message: string): SeedProblem {
  return { file, line: path === null ? line : lineOf(path), reason: `${[calling(item), path].filter(Boolean).join(", ")}: ${message}` };
}

const calling = ({ type, key }: Item): string => (typeof key === "string" ? named(type, key) : type);
const named = (label: string, key: string): string => `${label} ${normalKey(key)}`;
type Names = ReadonlyMap<string, Place>;

/** All that the seed defines, by kind and key. A version also stands under its head's key alone, for references to the newest. */
function known(items: readonly PlacedItem[], documents: readonly PlacedDocument[]): { readonly names: Names; readonly twice: readonly SeedProblem[] } {
  const names = new Map<string, Place>();
  const twice: SeedProblem[] = [];
  const add = (label: string, key: string, { file, line }: Place): void => {
    const first = names.get(named(label, key));
    if (first) twice.push({ file, line, reason: `${named(label, key)} is in ${first.file}, line ${first.line} already; give each key once.` });
    else names.set(named(label, key), { file, line });
    if (label.endsWith("Version")) names.set(named(label, splitKey(key).head), { file, line });
  };
  for (const each of items) if (typeof each.item["key"] === "string") add(each.item.type, each.item["key"], each);
  for (const each of documents) {
    names.set(named("Document", each.document.key), each);
    add("DocumentVersion", `${each.document.key}@${each.document.version}`, each);
  }
  return { names, twice };
}

const broken = (entities: Entities, placed: PlacedItem, names: Names): readonly SeedProblem[] =>
  references(entities, placed.item).filter(({ label, key }) => !names.has(named(label, key)))
    .map(({ label, key, path }) => problem(placed, path, entities.has(label) ? `There is no ${named(label, key)} in this seed.` : `There is no kind ${JSON.stringify(label)}; name one, such as SystemVersion.`));

const brokenDocument = ({ document: { key, homeDomain, domains, tasks, corpora }, file, line }: PlacedDocument, names: Names): readonly SeedProblem[] =>
  [...new Set([...(homeDomain === undefined ? [] : [homeDomain]), ...domains].map((each) => named("Domain", each))), ...tasks.map((each) => named("Task", each)), ...corpora.map((each) => named("Corpus", each))]
    .filter((name) => !names.has(name)).map((name) => ({ file, line, reason: `Document ${key}: There is no ${name} in this seed.` }));
