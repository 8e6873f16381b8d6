import { runInNewContext } from "node:vm";
import { z } from "zod";
import { splitKey } from "../entity/keys.js";
import type { Assembled } from "./assemble.js";

const said = z.string().min(1);
const assertion = z.union([
  z.strictObject({ contains: said }), z.strictObject({ excludes: said }), z.strictObject({ matches: said }), z.strictObject({ maxTokens: z.int().min(1) }), z.strictObject({ cites: said }),
]);
const shape = z.object({
  /** What must hold of the whole chat. */
  prompt: z.array(assertion).min(1),
  /** What it is built with, beside the variables. */
  maxTokens: z.int().min(1).optional(), purpose: said.optional(), query: said.optional(),
});

/** What a scenario expects of the prompt that is built for it. */
export type Expectations = z.infer<typeof shape>;
type Assertion = z.infer<typeof assertion>;

/** An item's assertions as expectations, or why they are none. */
export function expectations(assertions: unknown): Expectations | string {
  const { data, error } = shape.safeParse(assertions);
  return data ?? `Its assertions can't be read at ${error!.issues[0]!.path.join(".") || "the top"}; expected such as {"prompt": [{"contains": "..."}]}, also with excludes, matches, maxTokens or cites.`;
}

/** What doesn't hold, one sentence each. */
export const failuresOf = (prompt: Pick<Assembled, "messages" | "tokens" | "pack">, assertions: readonly Assertion[]): readonly string[] =>
  assertions.flatMap((each) => failureOf(prompt, each) ?? []);

function failureOf({ messages, tokens, pack }: Pick<Assembled, "messages" | "tokens" | "pack">, each: Assertion): string | undefined {
  const text = messages.map(({ content }) => content).join("\n\n");
  if ("contains" in each) return text.includes(each.contains) ? undefined : `The prompt doesn't contain ${JSON.stringify(each.contains)}.`;
  if ("excludes" in each) return text.includes(each.excludes) ? `The prompt contains ${JSON.stringify(each.excludes)}.` : undefined;
  if ("maxTokens" in each) return tokens <= each.maxTokens ? undefined : `The prompt has ${tokens} tokens; expected at most ${each.maxTokens}.`;
  if ("matches" in each) return mismatch(text, each.matches);
  const cited = [...new Set((pack?.hits ?? []).map(({ versionKey }) => splitKey(versionKey).head))];
  return cited.includes(each.cites) ? undefined : `The prompt doesn't cite ${JSON.stringify(each.cites)}; it cites ${cited.join(", ") || "nothing"}.`;
}

/** An expression that backtracks without end is stopped after so many ms. */
const patience = 200;

function mismatch(text: string, pattern: string): string | undefined {
  try {
    return runInNewContext("new RegExp(pattern, 'mu').test(text)", { text, pattern }, { timeout: patience }) ? undefined : `The prompt doesn't match ${JSON.stringify(pattern)}.`;
  } catch (error) {
    return `The expression ${JSON.stringify(pattern)} can't be used: ${(error as Error).message}.`;
  }
}
