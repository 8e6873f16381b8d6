import type { Planted, PlantedEdge } from "../support/planted.js";
import { random as randomFrom } from "../../src/entity/random.js";

const past = "2020-01-01T00:00:00Z";
const future = "2100-01-01T00:00:00Z";

/** Above each: a tree of domains, and one of tasks. */
const domains: Readonly<Record<string, string | null>> = { root: null, it: "root", network: "it", finance: "root" };
const tasks: Readonly<Record<string, string | null>> = { support: null, answer: "support", "answer-vpn": "answer" };

interface Policy {
  readonly key: string;
  readonly effect: "PERMIT" | "PROHIBIT" | "OBLIGE";
  readonly action: "RETRIEVE" | "PROMPT";
  readonly purpose: string | null;
  readonly state: "APPROVED" | "DRAFT";
  readonly inEffect: boolean;
  readonly governsNow: boolean;
  /** `Label:key`. */
  readonly on: string;
  readonly assignedTo: string | null;
  readonly superseded: boolean;
}

export interface DocumentVersion {
  readonly key: string;
  readonly document: string;
  readonly home: string;
  readonly about: string | null;
  readonly sensitivity: number;
  readonly isCurrent: boolean;
  /** Of one that isn't current: whether it was, and has ended; else it isn't current yet. */
  readonly hasEnded: boolean;
  readonly state: "DRAFT" | "APPROVED" | "RETIRED";
  /** A review that approves it, for one purpose or any; null where there is none. */
  readonly approved: { readonly purpose: string | null; readonly isValid: boolean } | null;
  /** Sensitivity of its chunk where that is above its own. */
  readonly chunk: number;
}

export interface World {
  readonly versions: readonly DocumentVersion[];
  readonly policies: readonly Policy[];
  readonly domainOfTask: string;
  readonly caller: { readonly principal: string; readonly task: string; readonly purpose: string | null; readonly scopes: readonly string[] | null; readonly clearance: number };
  /** `vector` is that of every chunk, and `embedder` made it. */
  nodes(vector: readonly number[], embedder: string): readonly Planted[];
  /** Chunks mention a term, all of them, and documents, so that what may be used leads to what may not. */
  readonly edges: readonly PlantedEdge[];
}

/** The rules of graph.md, sections 4 and 8, told as plainly as they can be: one version, one caller. */
export function mayRetrieve({ policies, domainOfTask, caller }: World, version: DocumentVersion): boolean {
  const { scopes, clearance } = caller;
  const isSeen = (scopes === null || scopes.includes(version.home)) && Math.max(version.sensitivity, version.chunk) <= clearance;
  if (!isSeen || !version.isCurrent || version.state === "RETIRED") return false;
  const speaking = policies.filter(({ action, state, inEffect, governsNow, superseded, purpose, assignedTo }) =>
    action === "RETRIEVE" && state === "APPROVED" && inEffect && governsNow && !superseded && (purpose === null || purpose === caller.purpose)
    && (assignedTo === null || ["Principal:person/ana", "Principal:team/desk", ...up(tasks, caller.task).map((task) => `Task:${task}`)].includes(assignedTo)));
  const ofDocument = [`DocumentVersion:${version.key}`, `Document:${version.document}`,
    ...[version.home, version.about].flatMap((domain) => (domain === null ? [] : up(domains, domain))).map((domain) => `Domain:${domain}`)];
  const ofTask = [...up(tasks, caller.task).map((task) => `Task:${task}`), ...up(domains, domainOfTask).map((domain) => `Domain:${domain}`)];
  if (speaking.some(({ effect, on }) => effect === "PROHIBIT" && [...ofDocument, ...ofTask].includes(on))) return false;
  if (Math.max(version.sensitivity, version.chunk) < 3) return true;
  if (version.sensitivity < 3) return false;
  const isPermitted = speaking.some(({ effect, on }) => effect === "PERMIT" && ofDocument.includes(on));
  return isPermitted || (version.approved !== null && version.approved.isValid && (version.approved.purpose === null || version.approved.purpose === caller.purpose));
}

const up = (tree: Readonly<Record<string, string | null>>, from: string): readonly string[] => {
  const above = tree[from];
  return above ? [from, ...up(tree, above)] : [from];
};

/** A random world; the same for the same seed. */
export function world(seed: number, workspace: string): World {
  const random = randomFrom(seed + 1);
  const pick = <T>(...from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const chance = (share: number) => random() < share;
  const names = Object.keys(domains);
  const versions = Array.from({ length: 8 }, (_, at): DocumentVersion => ({
    key: `doc-${at >> 1}@${(at & 1) + 1}`, document: `doc-${at >> 1}`, home: names[(at >> 1) % names.length]!, about: names[(seed + (at >> 1)) % (names.length + 1)] ?? null,
    sensitivity: pick(0, 1, 2, 3, 3), isCurrent: chance(0.9), hasEnded: chance(0.5), state: pick("DRAFT", "APPROVED", "APPROVED", "APPROVED", "RETIRED"),
    approved: chance(0.4) ? { purpose: pick(null, "support", "audit"), isValid: chance(0.7) } : null, chunk: chance(0.1) ? 3 : 0,
  }));
  const places = [...names.map((name) => `Domain:${name}`), ...Object.keys(tasks).map((name) => `Task:${name}`), ...versions.flatMap(({ key, document }) => [`DocumentVersion:${key}`, `Document:${document}`])];
  const policies = Array.from({ length: 7 }, (_, at): Policy => ({
    key: `policy-${at}@1`, effect: pick("PERMIT", "PERMIT", "PROHIBIT", "PROHIBIT", "OBLIGE"), action: pick("RETRIEVE", "RETRIEVE", "RETRIEVE", "RETRIEVE", "PROMPT"), purpose: pick(null, null, "support", "audit"),
    state: pick("APPROVED", "APPROVED", "APPROVED", "APPROVED", "DRAFT"), inEffect: chance(0.9), governsNow: chance(0.9), on: pick(...places),
    assignedTo: pick(null, null, "Principal:person/ana", "Principal:team/desk", "Principal:person/bo", "Task:answer", "Task:support"), superseded: chance(0.1),
  }));
  const caller = {
    principal: "person/ana", task: pick(...Object.keys(tasks)), purpose: pick(null, "support", "audit"),
    scopes: chance(0.5) ? null : ["*", ...names.filter(() => chance(0.7))], clearance: pick(1, 2, 3, 3, 3),
  };
  return graph({ versions, policies, caller, domainOfTask: pick(...names) }, workspace);
}

function graph(made: Omit<World, "nodes" | "edges">, workspace: string): World {
  const id = (name: string) => `${name.replace(":", "_")}_${workspace}`;
  const node = (name: string, over: Record<string, unknown>): Planted => ({ type: name.split(":")[0]!, key: name.slice(name.indexOf(":") + 1), id: id(name), workspace, ...over });
  const shared = { scope: `${workspace}/*`, sensitivity: 0 };
  const { versions, policies, caller, domainOfTask } = made;
  const edges: PlantedEdge[] = [[id("Principal:person/ana"), "MEMBER_OF", id("Principal:team/desk"), { validFrom: past }]];
  for (const [name, above] of Object.entries(domains)) if (above) edges.push([id(`Domain:${name}`), "SUBDOMAIN_OF", id(`Domain:${above}`), { validFrom: past }]);
  for (const [name, above] of Object.entries(tasks)) if (above) edges.push([id(`Task:${name}`), "SUBTASK_OF", id(`Task:${above}`), { validFrom: past }]);
  edges.push([id(`Task:${caller.task}`), "IN_DOMAIN", id(`Domain:${domainOfTask}`), { validFrom: past }]);
  for (const { document, home, about } of versions.filter((_, at) => at % 2 === 0)) {
    edges.push([id(`Document:${document}`), "HOME_DOMAIN", id(`Domain:${home}`)]);
    if (about) edges.push([id(`Document:${document}`), "ABOUT", id(`Domain:${about}`), { validFrom: past }]);
  }
  for (const { key, document, approved } of versions) {
    edges.push([id(`DocumentVersion:${key}`), "VERSION_OF", id(`Document:${document}`)], [id(`Chunk:${key}#0-9`), "PART_OF", id(`DocumentVersion:${key}`)]);
    if (approved) edges.push([id(`Review:${key}`), "REVIEWS", id(`DocumentVersion:${key}`)]);
  }
  for (const [at, { key }] of versions.entries()) {
    const chunk = id(`Chunk:${key}#0-9`);
    edges.push([chunk, "MENTIONS", id("Term:printer")], [chunk, "MENTIONS", id(`Document:${versions[(at + 2) % versions.length]!.document}`)]);
    if (at % 2 === 0) edges.push([chunk, "NEXT", id(`Chunk:${versions[at + 1]!.key}#0-9`)]);
  }
  for (const { key, on, assignedTo, governsNow, superseded } of policies) {
    edges.push([id(`PolicyVersion:${key}`), "GOVERNS", id(on), { validFrom: past, ...(!governsNow && { validTo: past }) }]);
    if (assignedTo) edges.push([id(`PolicyVersion:${key}`), "ASSIGNED_TO", id(assignedTo)]);
    if (superseded) edges.push([id("PolicyVersion:newer@1"), "SUPERSEDES", id(`PolicyVersion:${key}`)]);
  }
  const rule = { purpose: null, text: "A rule.", state: "APPROVED", effect: "OBLIGE", action: "TRAIN", effectiveFrom: past };
  const nodes = (vector: readonly number[], embedder: string): readonly Planted[] => [
    ...Object.keys(domains).map((name) => node(`Domain:${name}`, { scope: `${workspace}/${name}` })),
    ...Object.keys(tasks).map((name) => node(`Task:${name}`, shared)),
    ...["person/ana", "person/bo", "team/desk"].map((name) => node(`Principal:${name}`, shared)),
    ...versions.filter((_, at) => at % 2 === 0).map(({ document, home }) => node(`Document:${document}`, { scope: `${workspace}/${home}`, sensitivity: 0, title: document })),
    ...versions.flatMap(({ key, home, sensitivity, isCurrent, hasEnded, state, approved, chunk }) => [
      node(`DocumentVersion:${key}`, { scope: `${workspace}/${home}`, sensitivity, state, ...(isCurrent ? { validFrom: past } : hasEnded ? { validTo: past } : { validFrom: future }) }),
      node(`Chunk:${key}#0-9`, { scope: `${workspace}/${home}`, sensitivity: Math.max(sensitivity, chunk), text: `The printer of ${key} prints nothing.`, start: 0, end: 9, embedding: vector, embedder }),
      ...(approved ? [node(`Review:${key}`, { sensitivity, scope: `${workspace}/root`, outcome: "APPROVE", purpose: approved.purpose, ...(!approved.isValid && { validUntil: past }) })] : []),
    ]),
    ...policies.map(({ key, effect, action, purpose, state, inEffect }) =>
      node(`PolicyVersion:${key}`, { ...rule, effect, action, purpose, state, scope: `${workspace}/hidden`, ...(!inEffect && { effectiveTo: past }) })),
    node("Term:printer", { ...shared, title: "Printer" }),
    node("PolicyVersion:newer@1", { ...rule, scope: `${workspace}/hidden` }),
  ];
  return { ...made, nodes, edges };
}
