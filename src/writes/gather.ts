import { digestOf } from "../entity/digest.js";
import type { Entities } from "../entity/ends.js";
import type { Entity } from "../entity/entity.js";
import { keyOfFields, splitKey } from "../entity/keys.js";
import { headEdge } from "../entity/lines.js";
import { isDraft, type Draft, type Link } from "./draft.js";
import { named, type Gathered, type Planning } from "./planning.js";
import { readKnown, readStored, readFamilies, sees, type Known, type Source, type Stored, type StoredVersion } from "./stored.js";

/** Reads what drafts tell by themselves: their own nodes, what their links lead to, and the versions of the heads that are named; one statement a kind and a few thousand keys. */
export async function gather(source: Source, entities: Entities, drafts: readonly Draft[]): Promise<Gathered> {
  const { references, heads } = namedBy(entities, drafts);
  const known = new Map<string, Known>();
  const versions = new Map<string, readonly StoredVersion[]>();
  const revisions = new Map<string, number>();
  const keyed = drafts.flatMap((draft) => {
    const key = ownKey(draft);
    return key === undefined ? [] : [{ draft, key }];
  });
  const [stored] = await Promise.all([
    gatherStored({ source, known }, keyed),
    ...[...references].map(async ([entity, keys]) => {
      for (const [key, each] of await readKnown(source, entity, [...keys])) known.set(named(entity.label, key), each);
    }),
    ...[...heads].map(async ([entity, keys]) => {
      for (const family of await readFamilies(source, entity, [...keys])) {
        versions.set(named(entity.label, family.key), family.versions);
        revisions.set(family.headId, family.revision);
        for (const version of family.versions) if (!version.retired && sees(source.viewer, version)) known.set(named(version.label, version.key), version);
      }
    }),
  ]);
  return { known, versions, revisions, stored };
}

/** The key that a draft tells without a look at the graph; undefined where it depends on the ends of its links, or on the versions that are there. */
export function ownKey({ entity, key, fields, defaults }: Draft): string | undefined {
  if (entity.head) return splitKey(key!).version === undefined ? undefined : key;
  return key ?? keyOfFields(entity.label, { field: (name) => fields[name] ?? defaults?.[name], digest: digestOf });
}

/** The keys of what links lead to, and of the heads that are named, by their kinds. */
function namedBy(entities: Entities, drafts: readonly Draft[]): { readonly references: ReadonlyMap<Entity, ReadonlySet<string>>; readonly heads: ReadonlyMap<Entity, ReadonlySet<string>> } {
  const own = new Set(drafts.filter(({ key }) => key !== undefined).map(({ entity, key }) => named(entity.label, key!)));
  const references = new Map<Entity, Set<string>>();
  const heads = new Map<Entity, Set<string>>();
  for (const draft of drafts) {
    if (draft.entity.head && draft.key) {
      const { head } = splitKey(draft.key);
      add(heads, entities.get(draft.entity.head)!, head);
      add(references, entities.get(draft.entity.head)!, head);
    }
    for (const link of linksOf(draft)) {
      if (isDraft(link.to)) continue;
      const { label, key } = link.to;
      const entity = entities.get(label);
      if (!entity) continue;
      if (entity.head && !key.includes("@")) add(heads, entities.get(entity.head)!, key);
      else if (!own.has(named(label, key))) add(references, entity, key);
    }
  }
  return { references, heads };
}

/** Reads the nodes with these keys as they stand, by `named`; those that the viewer sees, and that weren't merged into others, can be linked to from now on. */
export async function gatherStored({ source, known }: Pick<Planning, "source" | "known">, wanted: readonly { readonly draft: Draft; readonly key: string }[]): Promise<ReadonlyMap<string, Stored>> {
  const groups = new Map<Entity, { readonly keys: Set<string>; readonly edges: Set<string> }>();
  for (const { draft, key } of wanted) {
    const group = groups.get(draft.entity) ?? { keys: new Set(), edges: new Set(neededEdges(draft.entity)) };
    groups.set(draft.entity, group);
    group.keys.add(key);
    for (const edge in draft.links) group.edges.add(edge);
  }
  const found = await Promise.all([...groups].map(([entity, { keys, edges }]) => readStored(source, entity, [...keys], edges)));
  const stored = new Map(found.flat().map((each) => [named(each.label, each.key), each]));
  const isMerged = ({ edges }: Stored): boolean => edges.some(({ type }) => type === "SAME_AS");
  for (const [place, each] of stored) if (!each.retired && !isMerged(each) && sees(source.viewer, each)) known.set(place, each);
  return stored;
}

/** The edges that decide on a version's digest, on who sees it, and on whether it was merged. */
const neededEdges = (entity: Entity): readonly string[] => {
  const { scope, edges } = entity;
  const placing = typeof scope === "string" ? (scope === "home" ? ["homeDomain", "domains"] : []) : [scope.partOf, ...(scope.sensitiveAs ?? [])];
  const content = Object.keys(edges).filter((name) => edges[name]!.options.content);
  return [...placing, ...content, ...(entity.head ? [headEdge(entity)!] : []), "sameAs"];
};

/** All links of a draft; asked for often, so kept. */
export function linksOf(draft: Draft): readonly Link[] {
  const known = flat.get(draft);
  if (known) return known;
  const links = Object.values(draft.links).flat();
  flat.set(draft, links);
  return links;
}
const flat = new WeakMap<Draft, readonly Link[]>();

const add = (groups: Map<Entity, Set<string>>, entity: Entity, key: string): void => {
  const group = groups.get(entity);
  if (group) group.add(key);
  else groups.set(entity, new Set([key]));
};
