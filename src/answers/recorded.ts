import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
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

/** The answers that a system version, by id, gave: their contexts are the passages of their prompts, their references those of the items that were asked. */
export async function recordedAnswers(graph: Graph, viewer: Viewer, system: string): Promise<RecordedAnswers> {
  const rows = await recorded(graph, viewer, { system, most: mostAnswers });
  const cases = rows.flatMap(({ key, session, input, output, contexts, citations, items: [item] }): readonly JudgedCase[] => {
    const answer = textIn(output);
    if (answer === null) return [];
    const reference = textIn(item?.reference ?? null);
    const relevant = (item?.judged ?? []).filter(({ grade }) => grade > 0).map(({ document }) => document);
    return [{
      key, item: item?.key ?? key, cluster: session, answer, contexts, citations, references: reference === null ? [] : [reference], relevant: (item?.judged ?? []).length === 0 ? null : new Set(relevant),
      confidence: null, isRight: null, perturbs: null, question: textIn(input, asked) ?? textIn(item?.input ?? null, asked), assertions: texts(item?.assertions), label: null, named: { answer: key, item: item?.key ?? null },
    }];
  });
  return { cases, withoutText: rows.length - cases.length };
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
