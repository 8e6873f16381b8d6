import { atOnce, workThrough } from "../models/offers.js";
import { allowed, joined, worded, type Allowed } from "../retrieval/offers.js";
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
 * The answers that a system version, by id, gave: their contexts are the passages of their prompts, their references those of the items that were asked. Passages are
 * for a judge as policies would let the viewer put them into such a prompt now: without personal data where they ask for that, or not at all.
 */
export async function recordedAnswers({ graph, viewer, workspace }: Pick<LoadContext, "graph" | "viewer" | "workspace">, system: string): Promise<RecordedAnswers> {
  const rows = await recorded(graph, viewer, { system, most: mostAnswers });
  const may = await allowedFor({ graph, viewer, workspace }, rows.flatMap(({ build }) => build ?? []));
  const cases = rows.flatMap(({ key, session, input, output, build, contexts, citations, items: [item] }): readonly JudgedCase[] => {
    const answer = textIn(output);
    if (answer === null) return [];
    const reference = textIn(item?.reference ?? null);
    const relevant = (item?.judged ?? []).filter(({ grade }) => grade > 0).map(({ document }) => document);
    return [{
      key, item: item?.key ?? key, cluster: session, answer, contexts, citations, references: reference === null ? [] : [reference], relevant: (item?.judged ?? []).length === 0 ? null : new Set(relevant),
      confidence: null, isRight: null, perturbs: null, question: textIn(input, asked) ?? textIn(item?.input ?? null, asked), assertions: texts(item?.assertions), label: null,
      forJudge: forJudge(contexts, build && may.get(nameOf(build))), named: { answer: key, item: item?.key ?? null },
    }];
  });
  return { cases, withoutText: rows.length - cases.length };
}

type Row = Awaited<ReturnType<typeof recorded>>[number];
type Build = NonNullable<Row["build"]>;
const nameOf = ({ task, purpose, language }: Build): string => JSON.stringify([task, purpose, language]);

/** What policies now leave the viewer for prompts such as these, by `nameOf`. Few at once: each asks for several decisions. */
async function allowedFor({ graph, viewer, workspace }: Pick<LoadContext, "graph" | "viewer" | "workspace">, builds: readonly Build[]): Promise<ReadonlyMap<string, Allowed>> {
  const now = new Date().toISOString();
  const kinds = [...new Map(builds.map((build) => [nameOf(build), build]))];
  return new Map(await workThrough(kinds, atOnce, async ([name, build]) => [name, await allowed(graph, viewer, { workspace, ...build, actions: ["RETRIEVE", "PROMPT"], asOf: null }, now)] as const));
}

/** A task that the viewer doesn't see is one whose policies nobody knows. */
function forJudge(contexts: Row["contexts"], may: Allowed | null | undefined): JudgedCase["forJudge"] {
  if (contexts.length === 0) return { passages: [] };
  if (!may) return { withheld: "The task of its prompt can't be read, so that nobody knows which of its passages policies let a judge see." };
  const kept = contexts.filter(({ versionId, usable }) => !usable || may.prohibitedBy !== null || may.denied.includes(versionId));
  const sources = [...new Set(kept.map(({ source }) => source))];
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
