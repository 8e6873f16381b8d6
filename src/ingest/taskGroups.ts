import type { Definitions } from "./harnessYaml.js";
import type { FileProblem } from "./sourceFiles.js";

/** How the tasks and groups of a folder hang together. */
export interface Grouping {
  /** Groups, and tags that several tasks share, each with the names of the tasks and groups directly in it. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** The groups that something is directly in; one for each member of a tree. */
  readonly groupsOf: ReadonlyMap<string, readonly string[]>;
  /** Groups that are no tree: something in them is in another group too. */
  readonly overlapping: ReadonlySet<string>;
  readonly problems: readonly FileProblem[];
}

/**
 * A tag stands for the tasks that carry it: named in a group, these are the group's own members; else it groups them itself,
 * if they are several and in no group. A group is a tree where all in it is in no other group; the rest overlap and can't be a
 * hierarchy.
 */
export function grouping({ tasks, groups }: Pick<Definitions, "tasks" | "groups">): Grouping {
  const defined = new Set([...tasks, ...groups].map(({ name }) => name));
  const tagged = new Map<string, string[]>();
  for (const { name, tags } of tasks) for (const tag of tags) tagged.set(tag, [...(tagged.get(tag) ?? []), name]);

  const problems: FileProblem[] = [];
  const members = new Map<string, readonly string[]>(groups.map(({ name, members: listed, file }) => [name, listed.flatMap((member) => {
    if (defined.has(member)) return [member];
    if (!tagged.has(member)) problems.push({ file, reason: `The group ${name} lists ${member}, which no file of the folder defines.` });
    return tagged.get(member) ?? [];
  })]));
  const placed = new Set([...members.values()].flat());
  for (const [tag, carriers] of tagged) {
    if (!defined.has(tag) && carriers.length > 1 && !carriers.some((name) => placed.has(name))) members.set(tag, carriers);
  }

  const groupsOf = new Map<string, string[]>();
  for (const [group, inside] of members) for (const member of new Set(inside)) groupsOf.set(member, [...(groupsOf.get(member) ?? []), group]);
  return { members, groupsOf, overlapping: overlapping(members, groupsOf), problems };
}

/** Also what contains an overlapping group overlaps: a benchmark can't be part of a task. */
function overlapping(members: ReadonlyMap<string, readonly string[]>, groupsOf: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set([...members].filter(([, inside]) => inside.some((member) => groupsOf.get(member)!.length > 1)).map(([group]) => group));
  for (const group of found) for (const outer of groupsOf.get(group) ?? []) found.add(outer);
  return found;
}
