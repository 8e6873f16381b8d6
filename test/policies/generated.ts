import { random } from "../../src/entity/random.js";

export interface Period { readonly from: string | null; readonly to: string | null }
export interface GeneratedPolicy {
  readonly id: string;
  readonly effect: "PERMIT" | "PROHIBIT" | "OBLIGE";
  readonly purpose: string | null;
  readonly maxTokens: number | null;
  readonly state: "DRAFT" | "APPROVED" | "RETIRED";
  readonly effective: { readonly from: string; readonly to: string | null };
  readonly on: readonly ({ readonly place: string } & Period)[];
  readonly assigned: string | null;
  readonly supersedes: string | null;
}
/** Tasks and domains in trees, with policies on some; ids are `t0`, `d0`, `p0`, ... after a prefix. */
export interface Hierarchy {
  readonly tasks: readonly { readonly id: string; readonly parent: ({ readonly id: string } & Period) | null; readonly domains: readonly string[] }[];
  readonly domains: readonly { readonly id: string; readonly parent: string | null }[];
  readonly policies: readonly GeneratedPolicy[];
}

export const past = "2026-01-01T00:00:00.000Z";
export const middle = "2026-02-01T00:00:00.000Z";
export const later = "2026-03-01T00:00:00.000Z";

export function hierarchy(seed: number): Hierarchy {
  const next = random(seed);
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(...options: readonly T[]): T => options[below(options.length)]!;
  const id = (letter: string, i: number) => `${letter}${seed}_${i}`;
  const period = (): Period => pick({ from: null, to: null }, { from: past, to: null }, { from: past, to: middle }, { from: later, to: null });
  const domains = Array.from({ length: 4 }, (_, i) => ({ id: id("d", i), parent: i > 0 && next() < 0.7 ? id("d", below(i)) : null }));
  const tasks = Array.from({ length: 6 }, (_, i) => ({
    id: id("t", i),
    parent: i > 0 && next() < 0.8 ? { id: id("t", below(i)), ...period() } : null,
    domains: [...new Set([pick(...domains).id, pick(...domains).id])].slice(below(3)),
  }));
  const places = [...tasks, ...domains].map((each) => each.id);
  const place = () => pick(...places);
  const policies = Array.from({ length: 5 }, (_, i): GeneratedPolicy => ({
    id: id("p", i),
    effect: pick("PERMIT", "PROHIBIT", "OBLIGE", "OBLIGE"),
    purpose: pick(null, null, "support", "sales"),
    maxTokens: pick(null, 100, 200),
    state: pick("APPROVED", "APPROVED", "APPROVED", "DRAFT", "RETIRED"),
    effective: pick({ from: past, to: null }, { from: past, to: null }, { from: past, to: middle }, { from: later, to: null }),
    on: [...new Set([place(), place()])].map((each) => ({ place: each, ...period() })),
    assigned: pick(null, null, null, pick(...tasks).id),
    supersedes: i > 0 && next() < 0.25 ? id("p", below(i)) : null,
  }));
  return { tasks, domains, policies };
}
