import { grouped } from "../entity/grouped.js";
import type { Bounding } from "./constraint.js";
import type { Rule } from "./rule.js";

/** What a use must keep to: the tightest of all bounds on one operand. */
export interface Bound extends Bounding {
  /** Ids of the rules that set it. */
  readonly from: readonly string[];
}

export interface Bounds {
  readonly bounds: readonly Bound[];
  /** A rule whose bound a tighter one makes idle, to the rules with the tighter one. */
  readonly tightened: ReadonlyMap<string, readonly string[]>;
  /** A rule whose bound can't be kept together with others, to those. */
  readonly conflicts: ReadonlyMap<string, readonly string[]>;
}

/**
 * Joins the bounds of duties and permissions that speak of one use. The least AT_MOST and the greatest AT_LEAST hold. What can't
 * all be kept (two words, two exact numbers, a least above the most) is a conflict of all that take part in it.
 */
export function joined(rules: readonly Rule[]): Bounds {
  const tightened = new Map<string, readonly string[]>();
  const conflicts = new Map<string, readonly string[]>();
  const bounds = [...grouped(rules.flatMap(claim), ({ on }) => on).values()].flatMap((claims) => {
    const kept = [...grouped(claims, ({ operator }) => operator).values()].flatMap((same) => tightest(same, tightened));
    for (const one of kept)
      for (const from of one.from) {
        const against = kept.filter((other) => other !== one && !compatible(one, other)).flatMap((other) => other.from);
        if (against.length > 0) conflicts.set(from, against);
      }
    return kept;
  });
  return { bounds, tightened, conflicts };
}

/** The bound or bounds that hold among those with one operand and operator; exact ones are all kept, to be compared. */
function tightest(claims: readonly Claim[], tightened: Map<string, readonly string[]>): readonly Bound[] {
  const byBound = [...grouped(claims, ({ bound }) => bound).values()].map((same): Bound =>
    ({ on: same[0]!.on, operator: same[0]!.operator, bound: same[0]!.bound, from: same.map(({ id }) => id).sort() }));
  if (claims[0]!.operator === "EQUAL") return byBound;
  const sign = claims[0]!.operator === "AT_MOST" ? 1 : -1;
  const [first, ...looser] = byBound.sort((a, b) => sign * (Number(a.bound) - Number(b.bound)));
  for (const { from } of looser) for (const id of from) tightened.set(id, first!.from);
  return [first!];
}

type Claim = Bounding & { readonly id: string };

const claim = ({ id, effect, constraint }: Rule): readonly Claim[] =>
  constraint === null || constraint.on === "unreadable" || (effect === "PERMIT" && typeof constraint.bound === "string") ? []
    : [{ id, on: constraint.on, operator: constraint.operator, bound: constraint.bound }];

function compatible(one: Bound, other: Bound): boolean {
  if (one.operator === "EQUAL" && other.operator === "EQUAL") return one.bound === other.bound;
  return least(one) <= most(other) && least(other) <= most(one);
}
const least = ({ operator, bound }: Bound): number => (operator === "AT_MOST" ? -Infinity : Number(bound));
const most = ({ operator, bound }: Bound): number => (operator === "AT_LEAST" ? Infinity : Number(bound));
