import { joined, type Bound } from "./bounds.js";
import { factsOf, fulfilled } from "./constraint.js";
import { speaksOf, type Action, type Rule, type Use } from "./rule.js";

/** What a rule comes to beside the others. */
export interface Verdict {
  readonly id: string;
  readonly outcome: "EFFECTIVE" | "DUTY" | "OVERRIDDEN" | "TIGHTENED" | "OPEN" | "PENDING";
  /** Ids of the rules that override it, have the tighter bound, or are in conflict with it. */
  readonly by: readonly string[];
}

/** A review of what is used, as far as it bears on RESTRICTED things. */
export interface Approval {
  readonly outcome: "APPROVE" | "REJECT" | "REQUEST_CHANGES";
  /** Null for any. */
  readonly action: Action | null;
  /** Null for any. */
  readonly purpose: string | null;
  /** Epoch milliseconds; null for never. */
  readonly validUntil: number | null;
  /** When it was recorded, in epoch milliseconds: the newest on a use counts. */
  readonly at: number;
}

/** What is used, as far as policies don't say it. */
export interface Thing {
  readonly restricted: boolean;
  readonly reviews: readonly Approval[];
}

export interface Decision {
  readonly allowed: boolean;
  /**
   * PERMITTED by a policy, REVIEWED (restricted, but approved), SILENT (nothing speaks against it); PROHIBITED, OPEN (a conflict,
   * or a rule whose constraint the known facts don't settle), BOUND (known facts break a bound), RESTRICTED (and neither permitted
   * nor approved).
   */
  readonly why: "PERMITTED" | "REVIEWED" | "SILENT" | "PROHIBITED" | "OPEN" | "BOUND" | "RESTRICTED";
  /** Rules that brought this about, by id. */
  readonly because: readonly string[];
  /** Ids of the duties that go with the use. */
  readonly duties: readonly string[];
  /** What the use must keep to; the caller does, for what isn't known before it happens. */
  readonly bounds: readonly Bound[];
}

/**
 * Whether a use is allowed at a moment (epoch milliseconds). Prohibition beats permission, duties add up, the tighter of numeric
 * bounds holds, any other conflict denies; where nothing speaks it is permitted, but for RESTRICTED things (after ODRL 2.2).
 */
export function decide(rules: readonly Rule[], use: Use, thing: Thing, at: number): Decision {
  const { prohibiting, permitting, unsettled, duties, bounds, conflicts } = weighed(rules, use);
  const ids = (some: readonly Rule[]) => some.map(({ id }) => id).sort();
  const answer = (why: Decision["why"], because: readonly string[]): Decision =>
    ({ allowed: ["PERMITTED", "REVIEWED", "SILENT"].includes(why), why, because, duties: ids(duties), bounds });
  if (prohibiting.length > 0) return answer("PROHIBITED", ids(prohibiting));
  if (unsettled.length > 0 || conflicts.size > 0) return answer("OPEN", [...new Set([...ids(unsettled), ...conflicts.keys()])].sort());
  const broken = bounds.filter((bound) => fulfilled(bound, use.facts) === false);
  if (broken.length > 0) return answer("BOUND", broken.flatMap(({ from }) => from));
  if (permitting.length > 0) return answer("PERMITTED", ids(permitting));
  if (!thing.restricted) return answer("SILENT", []);
  return answer(approved(thing.reviews, use, at) ? "REVIEWED" : "RESTRICTED", []);
}

/** What each rule comes to where it speaks: for its own action, assignees and constraint, and the purpose asked about, else its own. */
export const verdicts = (rules: readonly Rule[], asked: { readonly purpose: string | null; readonly assignees: ReadonlySet<string> }): readonly Verdict[] =>
  rules.map((rule) => {
    const { id, action, constraint } = rule;
    if (!rule.approved) return { id, outcome: "PENDING", by: [] };
    const use = { action, purpose: asked.purpose ?? rule.purpose, assignees: new Set([...asked.assignees, ...rule.assignees ?? []]), facts: factsOf(constraint) };
    return { id, ...verdict(rule, weighed(rules, use)) };
  });

function verdict({ id, effect, constraint }: Rule, { prohibiting, tightened, conflicts }: Weighed): Omit<Verdict, "id"> {
  if (constraint?.on === "unreadable") return { outcome: "OPEN", by: [] };
  if (effect === "PROHIBIT") return { outcome: "EFFECTIVE", by: [] };
  if (effect === "PERMIT" && prohibiting.length > 0) return { outcome: "OVERRIDDEN", by: prohibiting.map((rule) => rule.id).sort() };
  if (conflicts.has(id)) return { outcome: "OPEN", by: conflicts.get(id)! };
  if (tightened.has(id)) return { outcome: "TIGHTENED", by: tightened.get(id)! };
  return { outcome: effect === "PERMIT" ? "EFFECTIVE" : "DUTY", by: [] };
}

type Weighed = ReturnType<typeof weighed>;

function weighed(rules: readonly Rule[], use: Use) {
  const speaking = rules.filter((rule) => speaksOf(rule, use));
  const by = (effect: Rule["effect"]) => speaking.filter((rule) => rule.effect === effect);
  const isNumeric = ({ constraint }: Rule) => constraint !== null && constraint.on !== "unreadable" && typeof constraint.bound === "number";
  const prohibiting = by("PROHIBIT").filter(({ constraint }) => fulfilled(constraint, use.facts) === true);
  const permitting = by("PERMIT").filter((rule) => isNumeric(rule) || fulfilled(rule.constraint, use.facts) === true);
  const duties = by("OBLIGE");
  return {
    prohibiting, permitting, duties,
    unsettled: [
      ...by("PROHIBIT").filter(({ constraint }) => fulfilled(constraint, use.facts) === "unknown"),
      ...duties.filter(({ constraint }) => constraint?.on === "unreadable"),
    ],
    ...joined([...duties, ...(prohibiting.length > 0 ? [] : permitting)]),
  };
}

function approved(reviews: readonly Approval[], { action, purpose }: Use, at: number): boolean {
  const about = reviews.filter((review) => (review.action ?? action) === action && (review.purpose === null || review.purpose === purpose) && review.at <= at);
  const newest = about.reduce<Approval | null>((last, review) => (last === null || review.at >= last.at ? review : last), null);
  return newest?.outcome === "APPROVE" && (newest.validUntil === null || newest.validUntil > at);
}
