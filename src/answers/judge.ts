import { z } from "zod";
import { Problem } from "../entity/problem.js";
import { approvedTemplate, needs, takes, type Template } from "../prompts/offers.js";
import type { Context } from "../reads/context.js";
import type { Located } from "../reads/locate.js";
import { judge as stored } from "./answers.queries.js";
import { variables } from "./judgePrompt.js";
import { scale, type Scale } from "./scale.js";

/** A version of a system that judges answers: all that its verdicts follow from, but for the answers. */
export interface Judge {
  readonly key: string;
  /** Name of the model at the endpoint. */
  readonly model: string;
  readonly template: Template;
  readonly scale: Scale;
  readonly seed: number;
  readonly maxTokens: number;
}

const settings = z.strictObject({
  model: z.string().min(1), verdict: scale,
  /** Verdicts are asked for at no other. */
  temperature: z.literal(0).optional(),
  seed: z.int().default(0), maxTokens: z.int().min(1).default(512),
});

/** Reads a judge. What its settings say and isn't done is refused, as its verdicts would say that it was. @throws Problem BAD_INPUT for what isn't a judge or can't be asked. */
export async function judgeAt({ graph, viewer, workspace }: Pick<Context, "graph" | "viewer" | "workspace">, { id, key }: Located): Promise<Judge> {
  const [found] = await stored(graph, viewer, { judge: id });
  const wrong = (what: string): Problem => new Problem("BAD_INPUT", `SystemVersion:${key} ${what}`);
  if (!found || found.kind !== "JUDGE") throw wrong(`is of a system of the kind ${found?.kind ?? "none"}; give a version of one of the kind JUDGE.`);
  if (found.state === "RETIRED") throw wrong("is RETIRED; give another version of the judge.");
  const { data, error } = settings.safeParse(found.settings);
  if (!data) throw wrong(`has settings that can't be followed${error.issues[0]!.path.length > 0 ? ` at ${error.issues[0]!.path.join(".")}` : ""} (${error.issues[0]!.message}); expected such as ${example}. Write a version with that.`);
  if (found.prompts.length !== 1) throw wrong(`uses ${found.prompts.length} prompt versions; expected one, which asks for the verdict.`);
  const template = await approvedTemplate({ graph, viewer }, workspace, found.prompts[0]!);
  const unknown = takes(template).filter((name) => !variables.includes(name));
  if (unknown.length > 0 || !takes(template).includes("answer")) throw wrong(`asks by ${found.prompts[0]!}, which takes ${takes(template).join(", ") || "nothing"}; expected answer and, of ${variables.join(", ")}, what else it needs.`);
  return { key, model: data.model, template, scale: data.verdict, seed: data.seed, maxTokens: data.maxTokens };
}
const example = `{"model": "name at the endpoint", "verdict": {"metric": "answer-correctness", "yes": "CORRECT", "no": "WRONG"}}, or a verdict of {"metric": "...", "min": 1, "max": 5}, also with seed and maxTokens`;

/** What of the judge's prompt an answer doesn't come with. */
export const lacking = ({ template }: Judge, given: Readonly<Record<string, unknown>>): string | undefined => needs(template).find((name) => given[name] === undefined);
