import { derivedKey } from "../entity/keys.js";
import { digestOf } from "../entity/digest.js";
import { isOpen } from "../entity/lines.js";
import { called, isDraft, type Draft } from "./draft.js";
import { gatherStored, linksOf, ownKey } from "./gather.js";
import { checkEnd, place } from "./place.js";
import { endOf, isRejected, named, type Planning } from "./planning.js";
import { identifyVersions } from "./versions.js";

/** Gives every draft its key, its id and what is stored of it; drafts of hidden, retired or merged nodes are rejected. */
export async function identify(planning: Planning): Promise<void> {
  const { drafts } = planning;
  const derived: Draft[] = [];
  for (const draft of drafts.filter(({ entity }) => !entity.head)) {
    const key = ownKey(draft);
    if (key === undefined) derived.push(draft);
    else place(planning, draft, key, planning.stored.get(named(draft.entity.label, key)));
  }
  await identifyVersions(planning, drafts.filter(({ entity }) => entity.head));
  await identifyDerived(planning, derived);
}

/** In rounds: an evaluation, its scores, their items. What hangs on something new is new, and isn't looked up. */
async function identifyDerived(planning: Planning, drafts: readonly Draft[]): Promise<void> {
  const waits = (draft: Draft): boolean => linksOf(draft).some(({ to }) => isDraft(to) && !planning.targets.has(to));
  const open = drafts.filter((draft) => !isRejected(planning, draft));
  const ready = open.filter((draft) => !waits(draft));
  const waiting = open.filter(waits);
  if (ready.length === 0) return;
  const keyed = ready.flatMap((draft) => {
    const key = keyOf(planning, draft);
    return key === undefined ? [] : [{ draft, key }];
  });
  const isNew = ({ draft }: { readonly draft: Draft }) => linksOf(draft).some(({ to }) => isDraft(to) && !planning.targets.get(to)!.stored);
  const stored = await gatherStored(planning, keyed.filter((each) => !isNew(each)));
  for (const { draft, key } of keyed) place(planning, draft, key, stored.get(named(draft.entity.label, key)));
  await identifyDerived(planning, waiting);
}

/** A derived key; undefined, and rejected, where a link that it is made from leads nowhere. Other links may lead to keys still to come. */
function keyOf(planning: Planning, draft: Draft): string | undefined {
  const { entity, fields, defaults, links } = draft;
  const key = derivedKey(entity.label, {
    field: (name) => fields[name] ?? defaults?.[name],
    ends: (name) => (links[name] ?? []).flatMap((link) => {
      if (!isDraft(link.to) && !checkEnd(planning, draft, link)) return [];
      const { label, key } = endOf(planning, link)!;
      const own = Object.keys(link.properties).length > 0 ? JSON.stringify(Object.entries(link.properties).sort()) : "";
      return [(isOpen(link.edge) ? called(label, key) : key) + own];
    }),
    digest: digestOf,
  });
  return isRejected(planning, draft) ? undefined : key;
}
