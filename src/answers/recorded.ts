import { allowed, joined, worded, type Allowed } from "../retrieval/offers.js";
import type { LoadContext } from "../writes/load.js";
import { recorded } from "./answers.queries.js";
import type { ForJudge, JudgedCase } from "./evaluate.js";

/** Recorded answers as far as they can be measured. */
export interface RecordedAnswers {
  readonly cases: readonly JudgedCase[];
  /** Answers whose text wasn't kept, as EVALGRAPH_KEEP_ANSWER_TEXT decides when they are recorded. */
  readonly withoutText: number;
}

/** Newest answers that are looked at. */
const mostAnswers = 10_000;

/**
 * The answers that a system version, by id, gave: their contexts are the passages of their prompts, their references those of the items that were asked. Passages are
 * for a judge as policies would let the viewer put them into such a prompt now: without personal data where they ask for that, or not at all.
 */
export async function recordedAnswers({ graph, viewer, workspace }: Pick<LoadContext, "graph" | "viewer" | "workspace">, system: string): Promise<RecordedAnswers> {
  const rows = await recorded(graph, viewer, { system, most: mostAnswers });
  const allowedFor = policies({ graph, viewer, workspace });
  const cases = rows.flatMap(({ key, session, input, output, build, contexts, citations, items: [item] }): readonly JudgedCase[] => {
    const answer = textIn(output);
    if (answer === null) return [];
    const reference = textIn(item?.reference ?? null);
    const relevant = (item?.judged ?? []).filter(({ grade }) => grade > 0).map(({ document }) => document);
    return [{
      key, item: item?.key ?? key, cluster: session, answer, contexts, citations, references: reference === null ? [] : [reference], relevant: (item?.judged ?? []).length === 0 ? null : new Set(relevant),
      confidence: null, isRight: null, perturbs: null, question: textIn(input, asked) ?? textIn(item?.input ?? null, asked), assertions: texts(item?.assertions), label: null,
      forJudge: async () => forJudge(contexts, build && (contexts.length === 0 ? null : await allowedFor(build, contexts))), named: { answer: key, item: item?.key ?? null },
    }];
  });
  return { cases, withoutText: rows.length - cases.length };
}

type Row = Awaited<ReturnType<typeof recorded>>[number];

/** What policies leave the viewer for prompts like a build's, with these passages; asked once for all that are alike. */
function policies({ graph, viewer, workspace }: Pick<LoadContext, "graph" | "viewer" | "workspace">): (build: NonNullable<Row["build"]>, contexts: Row["contexts"]) => Promise<Allowed> {
  const now = new Date().toISOString();
  const known = new Map<string, Promise<Allowed>>();
  return (build, contexts) => {
    const intent = { ...build, asOf: lastMoment(contexts) };
    const name = JSON.stringify(intent);
    const own = known.get(name) ?? allowed(graph, viewer, { workspace, actions: ["RETRIEVE", "PROMPT"], ...intent }, now);
    known.set(name, own);
    return own;
  };
}

/** The last at which all were current, as they were when the prompt was built: policies are asked of what is current. Null for now. */
function lastMoment(contexts: Row["contexts"]): string | null {
  const ends = contexts.flatMap(({ ended }) => ended ?? []);
  return ends.length === 0 ? null : new Date(Math.min(...ends) - 1).toISOString();
}

/** A task that the viewer doesn't see is one whose policies nobody knows. */
function forJudge(contexts: Row["contexts"], may: Allowed | null): ForJudge {
  if (contexts.length === 0) return { passages: [] };
  if (!may) return { withheld: "The task of its prompt can't be read, so that nobody knows which of its passages policies let a judge see." };
  const barred = contexts.filter(({ versionId, usable }) => !usable || may.prohibitedBy !== null || may.denied.includes(versionId));
  const sources = [...new Set(barred.map(({ source }) => source))];
  if (sources.length > 0) return { withheld: `Passages of ${sources.join(", ")} may go into no prompt for its task any more, so that no judge is given them.` };
  return { passages: joined(contexts).map(({ text, chunks }) => worded(may, { text, versionId: chunks[0]!.versionId })) };
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
