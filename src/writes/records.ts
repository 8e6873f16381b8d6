import type { Entities } from "../entity/ends.js";
import type { Entity } from "../entity/entity.js";
import type { Field } from "../entity/fields.js";
import { normalKey } from "../entity/keys.js";
import type { Draft, ItemError, Link, Reference } from "./draft.js";

/** What the settings and the principal say about records. */
export interface RecordSettings {
  /** Evaluations by agents are PROVISIONAL until they are reviewed. */
  readonly byAgent: boolean;
  /** Whether aggregates over fewer than ten cases, or about one named person, are taken. */
  readonly smallCounts: boolean;
}

interface Made {
  readonly drafts: readonly Draft[];
  readonly errors: readonly ItemError[];
}
type Given = Readonly<Record<string, unknown>>;
type End = { readonly type?: string; readonly key: string; readonly role?: string | null; readonly split?: string | null };

/** The evaluation of a checked `recordEvaluations` item, its scores and their items. */
export function evaluationDrafts(entities: Entities, given: Given, item: number, { byAgent }: RecordSettings): Made {
  const entity = entities.get("Evaluation")!;
  const errors: ItemError[] = [];
  const refuse = (path: string, message: string) => errors.push({ index: item, key: null, path, code: "BAD_INPUT", message });
  const links = linksOf(entity, given, evaluationLinks);
  const defaults = { mode: "OFFLINE", origin: "MEASURED", state: byAgent ? "PROVISIONAL" : "VALID" };
  const evaluation: Draft = { item, entity, key: undefined, path: "", fields: fieldsOf(entity, given), defaults, links };
  const seen = new Set<string>();
  const scores = (given["scores"] as readonly Given[]).flatMap((score, at) => {
    const path = `scores.${at}`;
    const place = [score["metric"], score["slice"] ?? "", score["extraction"] ?? ""].join("#");
    if (seen.has(place)) refuse(path, `The score ${place} is given twice; give one for each metric, slice and extraction.`);
    seen.add(place);
    if ((score["value"] ?? null) === null && !score["nullReason"]) refuse(`${path}.value`, "No value is given; give one, or say why there is none in `nullReason`.");
    return scoreDrafts(entities, evaluation, score, path, refuse);
  });
  return { drafts: [evaluation, ...scores], errors };
}

function scoreDrafts(entities: Entities, evaluation: Draft, given: Given, path: string, refuse: (path: string, message: string) => void): readonly Draft[] {
  const entity = entities.get("Score")!;
  const toEvaluation: Link = { edge: entity.edges["evaluation"]!, to: evaluation, properties: {}, path: "" };
  const score: Draft = {
    item: evaluation.item, entity, key: undefined, path, fields: fieldsOf(entity, given),
    links: { evaluation: [toEvaluation], ...linksOf(entity, given, { metric: ["metric", "Metric"], slice: ["slice", "Slice"] }) },
  };
  const sets = given["items"] === undefined ? [] : ([given["items"]].flat() as unknown as readonly Given[]);
  return [score, ...sets.map((set) => itemsDraft(entities.get("ItemResultSet")!, score, set, `${path}.items`, refuse))];
}

function itemsDraft(entity: Entity, score: Draft, given: Given, path: string, refuse: (path: string, message: string) => void): Draft {
  const { keys, values, clusters = [], ...rest } = given as { keys: readonly string[]; values: readonly number[]; clusters?: readonly string[] };
  if (keys.length !== values.length || (clusters.length > 0 && clusters.length !== keys.length))
    refuse(path, `There are ${keys.length} keys, ${values.length} values and ${clusters.length} clusters; give as many values as keys, and as many clusters or none.`);
  return {
    item: score.item, entity, key: undefined, path, fields: { ...fieldsOf(entity, rest), itemKeys: keys, values, clusterKeys: clusters },
    links: { score: [{ edge: entity.edges["score"]!, to: score, properties: {}, path: "" }] },
  };
}

/** Fewer cases than this could tell about single people (the usual rule of small cells in official statistics). */
const leastCases = 10;
/** Dimensions of slices whose values are people. */
const personal: ReadonlySet<string> = new Set(["person", "user", "employee", "customer", "principal"]);

/** The measurement of a checked `recordMeasurements` item. */
export function measurementDrafts(entities: Entities, given: Given, item: number, { smallCounts }: RecordSettings): Made {
  const entity = entities.get("Measurement")!;
  const errors: ItemError[] = [];
  const refuse = (path: string, message: string) => errors.push({ index: item, key: (given["signal"] as string | undefined) ?? null, path, code: "BAD_INPUT", message });
  const { n, slice, stdErr, bins = [], counts = [], periodStart, periodEnd } = given as {
    n: number; slice?: string | null; stdErr?: number | null; bins?: readonly number[]; counts?: readonly number[]; periodStart: string; periodEnd: string;
  };
  if (n < leastCases && !smallCounts) refuse("n", `n is ${n}; aggregates are over at least ${leastCases} cases. Take a longer period, or set EVALGRAPH_SMALL_COUNTS=1 for the service.`);
  const [dimension, value = ""] = (slice ?? "").split("=");
  if (!smallCounts && slice && (personal.has(dimension!) || value.startsWith("person/")))
    refuse("slice", `The slice ${slice} is about one person; aggregates are about several. Take a wider slice.`);
  if (bins.length > 0 && bins.length !== counts.length + 1) refuse("bins", `There are ${bins.length} bins and ${counts.length} counts; give one more edge than counts.`);
  if (bins.some((edge, at) => at > 0 && edge <= bins[at - 1]!)) refuse("bins", `The edges ${bins.join(", ")} don't rise; give them from the least to the greatest, each once.`);
  if (counts.some((count) => count < 0)) refuse("counts", `The counts ${counts.join(", ")} have one below 0; give how many cases fell into each bin.`);
  if (stdErr != null && stdErr < 0) refuse("stdErr", `stdErr is ${stdErr}; a standard error is 0 or more. Leave it out where it isn't known.`);
  if (new Date(periodEnd) <= new Date(periodStart)) refuse("periodEnd", `The period ends at ${periodEnd}, not after its start ${periodStart}.`);
  const draft: Draft = {
    item, entity, key: undefined, path: "", fields: fieldsOf(entity, given), defaults: { origin: "MEASURED" },
    links: linksOf(entity, given, { signal: ["signal", "Signal"], slice: ["slice", "Slice"] }),
  };
  return { drafts: [draft], errors };
}

/** By the name of the edge: the name in the item, and the kind where a key alone is given. */
type Names = Readonly<Record<string, readonly [name: string, label: string]>>;
const evaluationLinks: Names = {
  subject: ["subject", ""], taskVersion: ["taskVersion", "TaskVersion"], data: ["data", "DatasetVersion"], judge: ["judgedBy", "SystemVersion"],
  against: ["against", ""], run: ["run", "Run"], deployment: ["deployment", "Deployment"], resolved: ["resolved", ""], associatedWith: ["associatedWith", "Principal"],
};

function linksOf(entity: Entity, given: Given, names: Names): Record<string, readonly Link[]> {
  const links: Record<string, readonly Link[]> = {};
  for (const edgeName in names) {
    const [name, label] = names[edgeName]!;
    const value = given[name];
    if (value === undefined) continue;
    const list = value === null ? [] : Array.isArray(value) ? (value as readonly (End | string)[]) : [value as End | string];
    links[edgeName] = list.map((each, at) => linkOf(entity, edgeName, each, label, Array.isArray(value) ? `${name}.${at}` : name));
  }
  return links;
}

function linkOf(entity: Entity, edgeName: string, given: End | string, label: string, path: string): Link {
  const edge = entity.edges[edgeName]!;
  const { type = label, key, role, split }: End = typeof given === "string" ? { key: given } : given;
  const to: Reference = { label: type, key: normalKey(key) };
  return { edge, to, path, properties: { ...(role != null && { role }), ...(split != null && { split }) } };
}

const shared = ["tags", "attributes", "sensitivity"] as const;

function fieldsOf({ fields }: Entity, given: Given): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const name in fields) if (given[name] !== undefined) own[name] = valueOf(fields[name]!, given[name]);
  for (const name of shared) if (given[name] !== undefined) own[name] = given[name];
  return own;
}

const valueOf = ({ kind }: Field, value: unknown): unknown => (kind === "instant" && typeof value === "string" ? new Date(value).toISOString() : value);

