import { monotonicFactory } from "ulid";
import { digestOf } from "../entity/digest.js";
import { called, isDraft, type Draft, type Link } from "./draft.js";
import { endOf, missing, named, reject, type Planning, type Target } from "./planning.js";
import { isoOf } from "./storage.js";
import { sees, type Stored } from "./stored.js";

/** Makes a draft a target, unless it can't be written. */
export function place(planning: Planning, draft: Draft, key: string, stored: Stored | undefined, version?: Target["version"]): void {
  const { entity: { label } } = draft;
  const name = called(label, key);
  if (stored && !planning.trusted && !sees(planning.source.viewer, stored)) return reject(planning, draft, "FORBIDDEN", "key", `${name} can't be written by you; take another key.`);
  if (stored?.retired)
    return reject(planning, draft, "CONFLICT", "key", `${name} was retired at ${isoOf(stored.properties["retiredAt"])} and stays as it was; take another key.`);
  const survivor = stored?.edges.find(({ type }) => type === "SAME_AS");
  if (survivor) return reject(planning, draft, "CONFLICT", "key", `${name} was merged into ${sees(planning.source.viewer, survivor.to) ? `${survivor.to.key}; write that one, or undo the merge` : "another; take another key"}.`);
  const first = planning.byName.get(named(label, key));
  if (first && digestOf(shown(first.draft)) !== digestOf(shown(draft)))
    return reject(planning, draft, "CONFLICT", "key", `${name} is given twice with different content; give it once.`);
  const target = first ?? { draft, label, key, id: stored?.id ?? `${label}_${ulid()}`, stored, version };
  planning.targets.set(draft, target);
  planning.byName.set(named(label, key), target);
}

const ulid = monotonicFactory();

/** What two drafts of one node must agree on. */
const shown = ({ fields, links }: Draft) => ({
  fields, links: Object.fromEntries(Object.entries(links).map(([name, list]) => [name, list.map(({ to, properties, validFrom, validTo }) =>
    [isDraft(to) ? to.path : called(to.label, to.key), properties, validFrom ?? "", validTo ?? ""])])),
});

/** Whether a link leads somewhere; its item is rejected where it doesn't. */
export function checkEnd(planning: Planning, draft: Draft, link: Link): boolean {
  if (endOf(planning, link)) return true;
  if (!isDraft(link.to)) reject(planning, draft, "BAD_INPUT", link.path, missing(link.to));
  return false;
}
