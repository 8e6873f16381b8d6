import type { Entities } from "../entity/ends.js";
import type { Draft } from "./draft.js";
import { finishMoves } from "./largeMoves.js";
import { rootDomain } from "./links.js";
import { named, type Planning, type Target } from "./planning.js";
import type { Known, Source } from "./stored.js";

/** What is written along, where it isn't there yet: the workspace itself, and the root domain once something is at home there. */
export interface Foundation {
  readonly drafts: readonly Draft[];
  /** Whether a move that was cut off was finished first, so that places read before can be of before. */
  readonly moved: boolean;
  root(planning: Planning): Target | Known;
}

/** The drafts, after those of what they stand on. The root domain is found whether the viewer sees it or not. */
export async function foundation({ graph, workspace, action }: Source, entities: Entities, drafts: readonly Draft[]): Promise<Foundation> {
  const [row] = await graph.read({
    name: action, parameters: { workspace, root: rootDomain },
    text: `OPTIONAL MATCH (w:Workspace {workspace: $workspace, key: $workspace}) OPTIONAL MATCH (d:Domain {workspace: $workspace, key: $root})
      RETURN w.id AS workspace, d.id AS id, d.scope AS scope, d.sensitivity AS sensitivity, EXISTS { MATCH (c:Command {workspace: $workspace}) WHERE c.key STARTS WITH 'move#' } AS moving`,
  });
  if (row?.get("moving")) await finishMoves(graph, entities, workspace);
  const isGiven = (label: string, key: string) => drafts.some((draft) => draft.entity.label === label && draft.key === key);
  const make = (label: string, key: string, title: string): readonly Draft[] =>
    (isGiven(label, key) ? [] : [{ item: -1, entity: entities.get(label)!, key, fields: { title }, links: {}, path: "" }]);
  const added = [
    ...(row?.get("workspace") ? [] : make("Workspace", workspace, workspace)),
    ...(row?.get("id") || !drafts.some(isAtRoot) ? [] : make("Domain", rootDomain, "Everything else")),
  ];
  const known: Known | undefined = row?.get("id") ? { label: "Domain", key: rootDomain, id: row.get("id"), scope: row.get("scope"), sensitivity: Number(row.get("sensitivity")) } : undefined;
  return { drafts: [...added, ...drafts], moved: row?.get("moving") === true, root: ({ byName }) => known ?? byName.get(named("Domain", rootDomain))! };
}

const isAtRoot = ({ entity, links }: Draft): boolean => entity.scope === "home" && !links["homeDomain"]?.length && !links["domains"]?.length;
