import { randomOf, type Random } from "../support/random.js";
import type { Planted, PlantedEdge } from "../support/planted.js";

/** A change of a signal with what made it, and five things that happened besides. */
export interface Incident {
  /** Key of the signal. */
  readonly signal: string;
  readonly kind: Kind;
  /** Id of the node that made the change. */
  readonly planted: string;
  /** What happened besides, in words. */
  readonly decoys: readonly string[];
  readonly nodes: readonly Planted[];
  readonly edges: readonly PlantedEdge[];
}
export type Kind = "DEPLOYMENT" | "ALIAS" | "INDEXING" | "DOCUMENT" | "POLICY" | "MIX";

/** Of twenty changes of a figure, so many go with each. */
const kinds: readonly Kind[] = [
  ...Array<Kind>(7).fill("DEPLOYMENT"), ...Array<Kind>(4).fill("ALIAS"), ...Array<Kind>(3).fill("INDEXING"), ...Array<Kind>(3).fill("DOCUMENT"), ...Array<Kind>(1).fill("POLICY"), ...Array<Kind>(2).fill("MIX"),
];
const decoys = ["EARLIER", "EARLIER", "LATER", "OTHER_DEPLOYMENT", "OTHER_DEPLOYMENT", "UNUSED_VERSION", "UNUSED_VERSION", "OTHER_CORPUS", "NEAR_DOCUMENT", "NEAR_POLICY"] as const;
type Decoy = (typeof decoys)[number];

const day = 86_400_000;
const begin = Date.parse("2026-02-02T00:00:00Z");
const documents = 8;

/**
 * A task that a system serves with a prompt, a prompt behind an alias, a corpus of eight documents, and beside it a task of another system; the signal watches the first. It
 * changes by 2 to 3.5 standard deviations, in one in five incidents over three periods. `of` and the seed make ids and chance.
 */
export function incident(workspace: string, of: number): Incident {
  const chance = randomOf(1000 + of);
  const id = (type: string, key: string) => `${type}_${workspace}_${of}_${key}`;
  const nodes: Planted[] = [];
  const edges: PlantedEdge[] = [];
  const node = (type: string, key: string, rest: object = {}): string => {
    nodes.push({ type, key: `${of}-${key}`, id: id(type, key), ...rest });
    return id(type, key);
  };
  const edge = (from: string, type: string, to: string, rest: Readonly<Record<string, unknown>> = {}) => void edges.push([from, type, to, rest]);
  const length = chance.oneOf([1, 7]) * day;
  const change = 24 + chance.below(8);
  const points = change + 8 + chance.below(7);
  const iso = (periods: number) => new Date(begin + Math.round(periods * length)).toISOString();

  const [task, parent, beside, domain] = [node("Task", "task"), node("Task", "parent"), node("Task", "beside"), node("Domain", "domain")];
  for (const child of [task, beside]) edge(child, "SUBTASK_OF", parent);
  edge(task, "IN_DOMAIN", domain);
  const environment = node("Environment", "production");
  const serve = (name: string, version: string, forTask: string, from: number, to: number | null = null): string => {
    const deployment = node("Deployment", name, { validFrom: iso(from), ...(to !== null && { validTo: iso(to) }) });
    edge(deployment, "SERVES", version);
    edge(deployment, "FOR_TASK", forTask);
    edge(deployment, "IN_ENVIRONMENT", environment);
    return deployment;
  };
  const corpus = (name: string) => {
    const [head, version] = [node("Corpus", name), node("CorpusVersion", `${name}@1`, { at: iso(-30), state: "APPROVED" })];
    edge(version, "VERSION_OF", head);
    for (let i = 0; i < documents; i += 1) {
      const document = node("Document", `${name}-${i}`);
      edge(document, "IN_CORPUS", head, { validFrom: iso(-30) });
    }
    return version;
  };
  const word = (name: string, at: number): string => {
    const version = node("DocumentVersion", `${name}@${at}`, { validFrom: iso(at), state: "APPROVED" });
    edge(version, "VERSION_OF", id("Document", `${name}-${chance.below(documents)}`));
    return version;
  };
  const rule = (on: string, at: number): string => {
    const policy = node("PolicyVersion", `rule-${nodes.length}`, { effectiveFrom: iso(at), state: "APPROVED", effect: "OBLIGE", action: "PROMPT" });
    edge(policy, "GOVERNS", on, { validFrom: iso(at) });
    return policy;
  };
  const [own, other] = [corpus("own"), corpus("other")];
  const prompt = node("Prompt", "prompt");
  const [behind, fixed] = [node("PromptVersion", "prompt@1", { state: "APPROVED" }), node("PromptVersion", "fixed@1", { state: "APPROVED" })];
  edge(behind, "VERSION_OF", prompt);
  const version = (name: string, uses: readonly string[], floating: boolean): string => {
    const made = node("SystemVersion", name, { state: "APPROVED" });
    for (const part of uses) edge(made, "USES", part, { role: "part" });
    if (floating) edge(made, "USES", prompt, { role: "system", alias: "production" });
    return made;
  };
  const [first, second, ofBeside] = [version("app@1", [fixed, own], true), version("app@2", [fixed, own], true), version("beside@1", [other], false)];

  const kind = chance.oneOf(kinds);
  /** It shows from the period on in which most of it is left. */
  const at = change + chance.below(100) / 100 - 0.5;
  const planted = {
    DEPLOYMENT: () => serve("second", second, task, at),
    ALIAS: () => {
      const next = node("PromptVersion", "prompt@2", { state: "APPROVED" });
      edge(next, "VERSION_OF", prompt);
      edge(prompt, "ALIAS", next, { name: "production", validFrom: iso(at) });
      return next;
    },
    INDEXING: () => {
      const run = node("Run", "indexing", { kind: "INDEXING", state: "COMPLETE", startedAt: iso(at - 0.02), endedAt: iso(at) });
      edge(own, "GENERATED_BY", run);
      return run;
    },
    DOCUMENT: () => word("own", at),
    POLICY: () => rule(task, at),
    MIX: () => node("Slice", "language=es", { dimension: "language", scope: `${workspace}/*` }),
  }[kind]();
  serve("first", first, task, -30, kind === "DEPLOYMENT" ? at : null);
  edge(prompt, "ALIAS", behind, { name: "production", validFrom: iso(-30), ...(kind === "ALIAS" && { validTo: iso(at) }) });
  serve("beside-1", ofBeside, beside, -30);

  const near = (): number => change + (chance.below(300) - 150) / 100;
  const away = (): number => 3 + chance.below(12) + chance.below(100) / 100;
  const besides = Array.from({ length: 5 }, (): Decoy => chance.oneOf(decoys));
  besides.forEach((decoy, i) => ({
    EARLIER: () => anything(change - away(), i),
    LATER: () => anything(change + 3 + chance.below(5), i),
    OTHER_DEPLOYMENT: () => serve(`beside-${i}-again`, ofBeside, beside, near()),
    UNUSED_VERSION: () => edge(node("PromptVersion", `prompt@unused-${i}`, { state: "DRAFT", recordedAt: iso(near()) }), "VERSION_OF", prompt),
    OTHER_CORPUS: () => word("other", near()),
    NEAR_DOCUMENT: () => word("own", near()),
    NEAR_POLICY: () => rule(domain, near()),
  })[decoy]());

  /** Upstream of the signal, of any kind. */
  function anything(when: number, i: number): void {
    chance.oneOf([() => serve(`again-${i}`, chance.oneOf([first, second]), task, when), () => word("own", when), () => rule(task, when), () => rule(parent, when)])();
  }

  const signal = node("Signal", "signal");
  edge(signal, "OBSERVES", task);
  edge(signal, "OF_METRIC", `Metric_${workspace}_points`);
  measure({ node, edge, chance, signal, change, points, iso, kind, slice: planted });
  return { signal: `${of}-signal`, kind, planted, decoys: besides, nodes, edges };
}

interface Measured {
  readonly node: (type: string, key: string, rest?: object) => string;
  readonly edge: (from: string, type: string, to: string) => void;
  readonly chance: Random;
  readonly signal: string;
  readonly change: number;
  readonly points: number;
  readonly iso: (periods: number) => string;
  readonly kind: Kind;
  /** Id of the slice whose share moves, where the kind is MIX. */
  readonly slice: string;
}

/** Points with normal noise of 1 about 50, lower after the change. Of a mix, the slice has 10 % of the cases before and 50 % after, and is worse by 2.5 times the shift. */
function measure({ node, edge, chance, signal, change, points, iso, kind, slice }: Measured): void {
  const noise = () => Array.from({ length: 12 }, () => chance.below(10_000) / 10_000).reduce((sum, each) => sum + each, -6);
  const shift = 2 + chance.below(150) / 100;
  const isSlow = chance.chance(0.2);
  const rest = kind === "MIX" ? node("Slice", "language=en", { dimension: "language" }) : "";
  for (let i = 0; i < points; i += 1) {
    const done = i < change ? 0 : isSlow ? Math.min(1, (i - change + 1) / 3) : 1;
    const value = 50 - done * shift + noise();
    const figures = { periodStart: iso(i), periodEnd: iso(i + 1), origin: "MEASURED" };
    edge(node("Measurement", `point-${i}`, { ...figures, value, n: 100 }), "OF_SIGNAL", signal);
    if (kind !== "MIX") continue;
    const share = 0.1 + 0.4 * done;
    for (const [key, of, n, own] of [["es", slice, share, value - (1 - share) * 2.5 * shift], ["en", rest, 1 - share, value + share * 2.5 * shift]] as const) {
      const part = node("Measurement", `point-${i}-${key}`, { ...figures, value: own, n: Math.round(100 * n) });
      edge(part, "OF_SIGNAL", signal);
      edge(part, "ON_SLICE", of);
    }
  }
}
