import { tokenCount } from "../documents/offers.js";
import type { Message } from "../models/offers.js";

/** A worked example as a user's message and the answer to it. */
export interface Example {
  readonly id: string;
  readonly key: string;
  readonly question: string;
  readonly answer: string;
}

/** What goes into a prompt, each in words already. */
export interface Content {
  readonly instruction: string;
  /** Rules that the instruction doesn't hold itself. */
  readonly rules: readonly string[];
  /** Said of retrieved text wherever there is some. */
  readonly notice: string;
  readonly examples: readonly Example[];
  readonly question: string;
}

/** Instruction, rules and notice as the system's message, the examples in turns, the question last; what is empty is left out. */
export function chat({ instruction, rules, notice, examples, question }: Content): readonly Message[] {
  const list = rules.length > 0 ? `Rules:\n${rules.map((rule) => `- ${rule}`).join("\n")}` : "";
  const system = [instruction, list, notice].filter((part) => part !== "").join("\n\n");
  return [
    { role: "system" as const, content: system },
    ...examples.flatMap((example): readonly Message[] => [{ role: "user", content: example.question }, { role: "assistant", content: example.answer }]),
    { role: "user" as const, content: question },
  ].filter(({ content }) => content !== "");
}

/** What chat formats add to each message, and to begin the answer: as OpenAI counts it; other formats are near it. */
const perMessage = 4;
const perAnswer = 3;

/** Length of a chat in tokens. */
export const chatTokens = (messages: readonly Message[]): number =>
  messages.reduce((sum, { content }) => sum + perMessage + tokenCount(content), perAnswer);

/** The first examples that fit into so many tokens together, in their order; a long one makes way for a shorter. */
export function fitting(examples: readonly Example[], room: number, most: number): readonly Example[] {
  const taken: Example[] = [];
  let left = room;
  for (const example of examples) {
    const tokens = 2 * perMessage + tokenCount(example.question) + tokenCount(example.answer);
    if (tokens > left || taken.length >= most) continue;
    taken.push(example);
    left -= tokens;
  }
  return taken;
}
