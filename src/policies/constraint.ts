import { z } from "zod";

/** What a constraint may be about; two are numbers, of which the tighter bound holds. `personalData` EQUAL `REDACT` asks for it to be replaced before a text is used. */
export type Operand = "language" | "region" | "maxTokens" | "retentionDays" | "personalData";

const operator = z.enum(["AT_LEAST", "AT_MOST", "EQUAL"]);
const stored = z.union([
  z.strictObject({ on: z.enum(["language", "region"]), operator: z.literal("EQUAL"), bound: z.string().min(1) }),
  z.strictObject({ on: z.literal("personalData"), operator: z.literal("EQUAL"), bound: z.literal("REDACT") }),
  z.strictObject({ on: z.enum(["maxTokens", "retentionDays"]), operator, bound: z.number() }),
]);

/**
 * As it stands in a policy: `{"on": "maxTokens", "operator": "AT_MOST", "bound": 2000}`; language and region know EQUAL alone,
 * with a word. `unreadable` is anything else that was stored: it can't be kept, so what depends on it isn't allowed.
 */
export type Constraint = z.output<typeof stored> | { readonly on: "unreadable" };

/** One readable constraint, or several joined. */
export interface Bounding {
  readonly on: Operand;
  readonly operator: "AT_LEAST" | "AT_MOST" | "EQUAL";
  readonly bound: number | string;
}

/** From the JSON text of the graph; null where there is none. */
export function constraint(text: string | null): Constraint | null {
  if (text === null) return null;
  const read = stored.safeParse(json(text));
  return read.success ? read.data : { on: "unreadable" };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is known of a use, such as `{ language: "en", maxTokens: 900 }`; what is left out isn't known. */
export type Facts = { readonly [O in Operand]?: string | number };

/** Whether the facts fulfil a constraint; `unknown` where they don't speak of it. */
export function fulfilled(it: Constraint | Bounding | null, facts: Facts): boolean | "unknown" {
  if (it === null) return true;
  if (it.on === "unreadable") return "unknown";
  const fact = facts[it.on];
  if (fact === undefined) return "unknown";
  return it.operator === "AT_LEAST" ? fact >= it.bound : it.operator === "AT_MOST" ? fact <= it.bound : fact === it.bound;
}

/** The facts of a use that a constraint is about, so that a rule can be judged where it speaks. */
export const factsOf = (it: Constraint | null): Facts => (it === null || it.on === "unreadable" ? {} : { [it.on]: it.bound });
