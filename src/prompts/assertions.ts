import { runInNewContext } from "node:vm";
import { z } from "zod";
import { tokenCount } from "../documents/offers.js";
import { splitKey } from "../entity/keys.js";
import type { Assembled } from "./assemble.js";

const said = z.string().min(1);
const assertion = z.union([
  z.strictObject({ contains: said }), z.strictObject({ excludes: said }), z.strictObject({ matches: said }), z.strictObject({ maxTokens: z.int().min(1) }), z.strictObject({ cites: said }),
]);
const shape = z.object({
  /** What must hold of the whole chat, and of a model's answer to it. */
  prompt: z.array(assertion).min(1).optional(), answer: z.array(assertion).min(1).optional(),
  /** What the chat is built with, beside the variables. */
  maxTokens: z.int().min(1).optional(), purpose: said.optional(), query: said.optional(),
}).refine(({ prompt, answer }) => prompt ?? answer, "neither");

/** What a scenario expects of the prompt that is built for it, and of the answer. */
export type Expectations = z.infer<typeof shape>;
type Assertion = z.infer<typeof assertion>;

/** An item's assertions as expectations, or why they are none. */
export function expectations(assertions: unknown): Expectations | string {
  const { data, error } = shape.safeParse(assertions);
  return data ?? `Its assertions can't be read at ${error!.issues[0]!.path.join(".") || "the top"}; expected such as {"prompt": [{"contains": "..."}], "answer": [{"excludes": "..."}]}, also with matches, maxTokens or cites.`;
}

/** What assertions are held against. */
interface Held {
  readonly name: "prompt" | "answer";
  readonly text: string;
  readonly tokens: number;
  /** Keys of documents. */
  readonly cited: readonly string[];
}

/** What doesn't hold of a chat, one sentence each. It cites what passages in it are from. */
export const failuresOfPrompt = ({ messages, tokens, pack }: Pick<Assembled, "messages" | "tokens" | "pack">, assertions: readonly Assertion[]): readonly string[] =>
  failuresOf({ name: "prompt", text: messages.map(({ content }) => content).join("\n\n"), tokens, cited: documents(pack?.hits ?? []) }, assertions);

/** What doesn't hold of the answer to a chat, likewise. It cites what the passages are from whose numbers stand in it, as `[1]`. */
export function failuresOfAnswer(text: string, { pack }: Pick<Assembled, "pack">, assertions: readonly Assertion[]): readonly string[] {
  const marks = new Set([...text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)));
  return failuresOf({ name: "answer", text, tokens: tokenCount(text), cited: documents((pack?.hits ?? []).filter(({ passage }) => marks.has(passage))) }, assertions);
}

const documents = (hits: readonly { readonly versionKey: string }[]): readonly string[] => [...new Set(hits.map(({ versionKey }) => splitKey(versionKey).head))];

const failuresOf = (held: Held, assertions: readonly Assertion[]): readonly string[] => assertions.flatMap((each) => failureOf(held, each) ?? []);

function failureOf({ name, text, tokens, cited }: Held, each: Assertion): string | undefined {
  if ("contains" in each) return text.includes(each.contains) ? undefined : `The ${name} doesn't contain ${JSON.stringify(each.contains)}.`;
  if ("excludes" in each) return text.includes(each.excludes) ? `The ${name} contains ${JSON.stringify(each.excludes)}.` : undefined;
  if ("maxTokens" in each) return tokens <= each.maxTokens ? undefined : `The ${name} has ${tokens} tokens; expected at most ${each.maxTokens}.`;
  if ("matches" in each) return mismatch(name, text, each.matches);
  return cited.includes(each.cites) ? undefined : `The ${name} doesn't cite ${JSON.stringify(each.cites)}; it cites ${cited.join(", ") || "nothing"}.`;
}

/** An expression that backtracks without end is stopped after so many ms. */
const patience = 200;

function mismatch(name: Held["name"], text: string, pattern: string): string | undefined {
  try {
    return runInNewContext("new RegExp(pattern, 'mu').test(text)", { text, pattern }, { timeout: patience }) ? undefined : `The ${name} doesn't match ${JSON.stringify(pattern)}.`;
  } catch (error) {
    return `The expression ${JSON.stringify(pattern)} can't be used: ${(error as Error).message}.`;
  }
}
