import type { Entity } from "../entity/entity.js";
import { splitKey, versionKey } from "../entity/keys.js";
import { contentDigest, contentEdges, storedContent, type Content } from "./content.js";
import { called, isDraft, type Draft } from "./draft.js";
import { gatherStored } from "./gather.js";
import { grouped } from "../entity/grouped.js";
import { checkEnd, place } from "./place.js";
import { endOf, isRejected, named, reject, type Planning } from "./planning.js";
import { sees, type Stored, type StoredVersion } from "./stored.js";

/**
 * Says of each draft of a version which version it is: the one it names, if its content is the same; where it names none, the
 * newest if that has the same content, else the next. Versions that are content of others come first.
 */
export async function identifyVersions(planning: Planning, drafts: readonly Draft[]): Promise<void> {
  const stored = new Map([...planning.stored, ...await gatherStored(planning, toRead(planning, drafts))]);
  const ordinals = takenOrdinals(planning, drafts);
  const byHead = grouped(drafts, ({ entity, key }) => named(entity.label, splitKey(key!).head));
  const done = new Set<Draft>();
  for (const draft of drafts) visit(draft, []);

  function visit(draft: Draft, path: readonly Draft[]): void {
    if (done.has(draft) || isRejected(planning, draft)) return;
    if (path.includes(draft)) {
      const circle = [...path.slice(path.indexOf(draft)), draft].map(({ entity, key }) => called(entity.label, key!)).join(" > ");
      return reject(planning, draft, "BAD_INPUT", null, `Its content would contain itself: ${circle}. Leave one of these out.`);
    }
    for (const needed of needs(draft)) visit(needed, [...path, draft]);
    done.add(draft);
    const { entity, links } = draft;
    if (isRejected(planning, draft) || !contentEdges(entity).flatMap(([name]) => links[name] ?? []).every((link) => checkEnd(planning, draft, link))) return;
    settle(planning, draft, stored, ordinals.get(family(draft))!);
  }

  /** The drafts that a draft's content may lead to. */
  function needs(draft: Draft): readonly Draft[] {
    return contentEdges(draft.entity).flatMap(([name]) => draft.links[name] ?? []).flatMap(({ to }): readonly Draft[] => {
      if (isDraft(to)) return [];
      const { head, version } = splitKey(to.key);
      const kin = byHead.get(named(to.label, head)) ?? [];
      if (version === undefined) return kin.filter((each) => family(each) !== family(draft));
      const exact = kin.filter(({ key }) => key === to.key);
      return exact.length > 0 ? exact : kin.filter((each) => each !== draft && versionOf(each) === undefined);
    });
  }
}

/**
 * What isn't read yet: the newest where none is named, once more with the edges of those that name it, and what was written between the reading of nodes and
 * that of versions.
 */
function toRead(planning: Planning, drafts: readonly Draft[]): readonly { readonly draft: Draft; readonly key: string }[] {
  const wanted = drafts.flatMap((draft) => {
    const key = versionOf(draft) === undefined ? newest(planning, draft)?.key : draft.key!;
    return key === undefined ? [] : [{ draft, key, name: named(draft.entity.label, key) }];
  });
  const isOpen = new Set(wanted.filter(({ draft }) => versionOf(draft) === undefined).map(({ name }) => name));
  const isMissing = ({ draft, key, name }: typeof wanted[number]): boolean => !planning.stored.has(name) && versionsOf(planning, draft).some((each) => each.key === key);
  return wanted.filter((each) => isOpen.has(each.name) || isMissing(each));
}

function settle(planning: Planning, draft: Draft, stored: ReadonlyMap<string, Stored>, ordinals: Map<number, string>): void {
  const { entity, key, fields } = draft;
  const found = versionOf(draft) === undefined ? newest(planning, draft) : versionsOf(planning, draft).find((each) => each.key === key);
  const before = found && stored.get(named(entity.label, found.key));
  if (before && !isSeen(planning, found)) return place(planning, draft, found.key, before);
  const own = given(planning, draft);
  const digest = contentDigest(entity, before ? merged(draft, own, storedContent(planning.entities, entity, before)) : own);
  const isFound = found?.digest === digest;
  if (found && !isFound && versionOf(draft) !== undefined)
    return reject(planning, draft, "CONFLICT", "key", `${called(entity.label, found.key)} has the digest ${found.digest}, and what is given has ${digest}; a version's content never changes. Give another version, or none for the next.`);
  const ordinal = (fields["ordinal"] as number | undefined) ?? (isFound ? found.ordinal : Math.max(0, ...ordinals.keys()) + 1);
  const name = isFound ? found.key : versionOf(draft) === undefined ? versionKey(key!, ordinal) : key!;
  const holder = ordinals.get(ordinal);
  if (holder !== undefined && holder !== name && holder !== key)
    return reject(planning, draft, "CONFLICT", "ordinal", `The ordinal ${ordinal} is ${nameOf(planning, draft, holder)} already; give another, or none for the next.`);
  ordinals.set(ordinal, name);
  const fresh = isFound ? digest : contentDigest(entity, own);
  place(planning, draft, name, isFound ? before : undefined, { ordinal, digest: fresh });
  const target = planning.targets.get(draft);
  if (isFound || !target) return;
  const state = (fields["state"] as string | undefined) ?? "DRAFT";
  const version: StoredVersion = { label: entity.label, id: target.id, key: name, scope: "", sensitivity: 0, ordinal, digest: fresh, state, retired: false };
  planning.versions.set(family(draft), [...versionsOf(planning, draft), version]);
}

/** The ordinals of each family: those there and those given, so that none of them is handed out. */
function takenOrdinals(planning: Planning, drafts: readonly Draft[]): ReadonlyMap<string, Map<number, string>> {
  const taken = new Map<string, Map<number, string>>();
  for (const draft of drafts)
    if (!taken.has(family(draft))) taken.set(family(draft), new Map(versionsOf(planning, draft).map(({ ordinal, key }) => [ordinal, key])));
  for (const draft of drafts) {
    const ordinal = draft.fields["ordinal"];
    if (typeof ordinal === "number" && !taken.get(family(draft))!.has(ordinal)) taken.get(family(draft))!.set(ordinal, draft.key!);
  }
  return taken;
}

const family = ({ entity, key }: Draft): string => named((entity as Entity & { head: string }).head, splitKey(key!).head);
const versionOf = ({ key }: Draft): string | undefined => splitKey(key!).version;
const versionsOf = ({ versions }: Planning, draft: Draft): readonly StoredVersion[] => versions.get(family(draft)) ?? [];

/** Whether the writer may know of a version; it does of those that it writes. */
const isSeen = ({ source, trusted, byName }: Planning, version: StoredVersion): boolean =>
  trusted || byName.has(named(version.label, version.key)) || sees(source.viewer, version);

function nameOf(planning: Planning, draft: Draft, holder: string): string {
  const version = versionsOf(planning, draft).find(({ key }) => key === holder);
  return version && !isSeen(planning, version) ? "taken" : `that of ${holder}`;
}

const newest = (planning: Planning, draft: Draft): StoredVersion | undefined =>
  versionsOf(planning, draft).filter((version) => version.state !== "RETIRED" && !version.retired && isSeen(planning, version))
    .reduce<StoredVersion | undefined>((best, each) => (best && best.ordinal > each.ordinal ? best : each), undefined);

/** The content of a new version: what is given and nothing else. */
const given = (planning: Planning, { fields, links }: Draft): Content => ({
  field: (name) => fields[name],
  ends: (name) => (links[name] ?? []).map((link) => ({ ...endOf(planning, link)!, properties: link.properties })),
});

/** The content of a version that is there: what is given, and what it has where nothing is. */
const merged = ({ fields, links }: Draft, own: Content, before: Content): Content => ({
  field: (name) => (fields[name] === undefined ? before.field(name) : own.field(name)),
  ends: (name) => (links[name] === undefined ? before.ends(name) : own.ends(name)),
});
