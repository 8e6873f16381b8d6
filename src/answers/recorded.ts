import { allowed, worded, type Allowed } from "../retrieval/offers.js";
import type { LoadContext } from "../writes/load.js";
import { recorded } from "./answers.queries.js";
import type { JudgedCase } from "./evaluate.js";

/** Recorded answers as far as they can be measured. */
export interface RecordedAnswers {
  readonly cases: readonly JudgedCase[];
  /** Answers whose text wasn't kept, as EVALGRAPH_KEEP_ANSWER_TEXT decides when they are recorded. */
  readonly withoutText: number;
}

/** Newest answers that are looked at. */
const mostAnswers = 10_000;

/**
 * The answers that a system version, by id, gave: their contexts are the passages of their prompts, their references those of the items that were asked. Personal data in passages is
 * replaced where policies ask for that for the prompt's task, as it was in the prompt; what they no longer let into a prompt is given to no judge either.
 */
export async function recordedAnswers({ graph, viewer, workspace }: Pick<LoadContext, "graph" | "viewer" | "workspace">, system: string): Promise<RecordedAnswers> {
  const rows = await recorded(graph, viewer, { system, most: mostAnswers });
  const may = await allowedFor({ graph, viewer, workspace }, rows.flatMap(({ task }) => task ?? []));
  const cases = rows.flatMap(({ key, session, input, output, task, contexts, citations, items: [item] }): readonly JudgedCase[] => {
    const own = may.get(task ?? "");
    const inWords = (passages: typeof contexts) => passages.map(({ version, text, ...rest }) => ({ ...rest, text: own ? worded(own, { text, versionId: version }) : text }));
    const answer = textIn(output);
    if (answer === null) return [];
    const reference = textIn(item?.reference ?? null);
    const relevant = (item?.judged ?? []).filter(({ grade }) => grade > 0).map(({ document }) => document);
    return [{
      key, item: item?.key ?? key, cluster: session, answer, contexts: inWords(contexts), citations: inWords(citations), withheld: withheld(contexts, own),
      references: reference === null ? [] : [reference], relevant: (item?.judged ?? []).length === 0 ? null : new Set(relevant),
      confidence: null, isRight: null, perturbs: null, question: textIn(input, asked) ?? textIn(item?.input ?? null, asked), assertions: texts(item?.assertions), label: null, named: { answer: key, item: item?.key ?? null },
    }];
  });
  return { cases, withoutText: rows.length - cases.length };
}

/** What policies now leave to prompts for each of some tasks, by their ids. */
async function allowedFor({ graph, viewer, workspace }: Pick<LoadContext, "graph" | "viewer" | "workspace">, tasks: readonly string[]): Promise<ReadonlyMap<string, Allowed>> {
  const now = new Date().toISOString();
  const intent = { workspace, actions: ["RETRIEVE", "PROMPT"], purpose: null, language: null, asOf: null } as const;
  return new Map(await Promise.all([...new Set(tasks)].map(async (task) => [task, await allowed(graph, viewer, { ...intent, task }, now)] as const)));
}

/** A task that the viewer doesn't see is one whose policies nobody knows. */
function withheld(contexts: readonly { readonly version: string; readonly source: string }[], may: Allowed | undefined): string | null {
  if (contexts.length === 0) return null;
  if (!may) return "The task of its prompt can't be read, so that nobody knows which of its passages policies let a judge see.";
  const kept = contexts.filter(({ version }) => may.prohibitedBy !== null || may.denied.includes(version));
  const sources = [...new Set(kept.map(({ source }) => source))];
  return sources.length === 0 ? null : `Policies keep passages of ${sources.join(", ")} from prompts for its task, so that no judge is given them.`;
}

const asked = ["question", "text", "content"];

/** Assertions in words; other ones are of scenarios. */
const texts = (given: unknown): readonly string[] => (Array.isArray(given) ? given.filter((each) => typeof each === "string") : []);

/** What was said: a text, or what an object has under the first of these names. */
function textIn(value: unknown, names: readonly string[] = ["text", "answer", "content"]): string | null {
  if (typeof value === "string") return value;
  const own = (value ?? {}) as Readonly<Record<string, unknown>>;
  const found = names.map((name) => own[name]).find((each) => each != null);
  return typeof found === "string" ? found : null;
}
