import { relationship } from "../entity/edges.js";
import { ends, leadsTo } from "../entity/ends.js";
import { splitKey } from "../entity/keys.js";
import { headEdge } from "../entity/lines.js";
import { edgesOf } from "./content.js";
import { called, isDraft, type Link } from "./draft.js";
import { checkEnd } from "./place.js";
import { endOf, reject, type Planning, type Target } from "./planning.js";
import { sees, type Known } from "./stored.js";

/** A link and what it leads to. */
export interface Linked {
  readonly link: Link;
  readonly end: Target | Known;
}

/** The edges of a target that this write decides on, by the name of their field. */
export type Links = Readonly<Record<string, readonly Linked[]>>;

/** A `few` holds at most so many. */
const most = 100;

/** Follows every link of a target; undefined, and its item rejected, where one doesn't lead where it may. */
export function linksFrom(planning: Planning, target: Target): Links | undefined {
  const { draft } = target;
  const links: Record<string, readonly Linked[]> = {};
  const given = draft.entity.head && !target.stored ? { ...draft.links, ...toHead(target) } : draft.links;
  for (const name in given) {
    const found = given[name]!.map((link) => followed(planning, target, link));
    if (!found.every((each) => each !== undefined)) return undefined;
    const { few, arrow } = draft.entity.edges[name]!;
    if (few && found.length > most) {
      reject(planning, draft, "BAD_INPUT", name, `There are ${found.length} ends of ${arrow}; at most ${most} can be kept.`);
      return undefined;
    }
    links[name] = found;
  }
  return draft.entity.scope === "home" ? atHome(planning, target, links) : links;
}

function followed(planning: Planning, { draft, id, label, key }: Target, link: Link): Linked | undefined {
  const { edge, to, path } = link;
  if (!isDraft(to) && !leadsTo(planning.entities, edge, to.label)) {
    reject(planning, draft, "BAD_INPUT", `${path}.type`, `The type is ${JSON.stringify(to.label)}; expected one of ${ends(planning.entities, edge).join(", ")}.`);
    return undefined;
  }
  if (!isDraft(to) && isFloating(planning, link) && !link.properties["alias"]) {
    reject(planning, draft, "BAD_INPUT", `${path}.alias`, `No alias is given for ${called(to.label, to.key)}, so that nothing says which version of it is meant; give one, such as \`production\`, or a fixed version elsewhere.`);
    return undefined;
  }
  if (!checkEnd(planning, draft, link)) return undefined;
  const end = endOf(planning, link)!;
  if (end.id !== id) return { link, end };
  reject(planning, draft, "BAD_INPUT", path, `${called(label, key)} -${relationship(edge)}-> ${called(label, key)} would lead to itself; give another key.`);
  return undefined;
}

/** Leads to a head where an alias says which of its versions is meant. */
const isFloating = ({ entities }: Planning, { edge, to }: Link): boolean =>
  edge.options.properties?.["alias"] !== undefined && !isDraft(to) && entities.get(to.label)?.version !== undefined;

const toHead = ({ draft: { entity }, key }: Target): Readonly<Record<string, readonly Link[]>> => {
  const name = headEdge(entity)!;
  return { [name]: [{ edge: entity.edges[name]!, to: { label: entity.head!, key: splitKey(key).head }, properties: {}, path: "key" }] };
};

/** Sees to the home of what has one: the root domain unless given; of a task one of its domains, the first unless given. */
function atHome(planning: Planning, target: Target, links: Record<string, readonly Linked[]>): Links | undefined {
  const { draft: { entity }, stored } = target;
  const { homeDomain, domains: inDomains } = entity.edges;
  const before = (name: string) => (stored ? edgesOf(planning.entities, entity.edges[name]!, stored).map(({ to }) => to) : []);
  const isSeen = (end: Target | Known): boolean => ("draft" in end && !end.stored) || sees(planning.source.viewer, "draft" in end ? end.stored! : end);
  const now = (name: string): readonly (Target | Known)[] => links[name]?.map(({ end }) => end) ?? before(name);
  const domains = inDomains ? [...now("domains"), ...(links["domains"] ? before("domains").filter((end) => !isSeen(end)) : [])] : [];
  const [home] = now("homeDomain");
  const to = (end: Target | Known, name: string): readonly Linked[] =>
    [{ end, link: { edge: name === "domains" ? inDomains! : homeDomain!, to: { label: "Domain", key: end.key }, properties: {}, path: name } }];
  if (!home) return { ...links, homeDomain: to(domains[0] ?? planning.root(), "homeDomain") };
  if (!inDomains || home.key === rootDomain || domains.some(({ id }) => id === home.id)) return links;
  if (domains.length === 0) return { ...links, domains: to(home, "domains") };
  const among = domains.filter(isSeen).map(({ key }) => key).join(", ") || "others";
  reject(planning, target.draft, "BAD_INPUT", "homeDomain", `The home domain is ${isSeen(home) ? home.key : "another"}, and the domains are ${among}; give a home among them, or add it to them.`);
  return undefined;
}

/** Home of what names none; seen only with a grant over it. */
export const rootDomain = "root";
