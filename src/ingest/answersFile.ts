import { z } from "zod";
import type { JudgedCase } from "../answers/offers.js";
import { longestLine, numberedLines, type LineProblem } from "./lines.js";

/** What a file of answers holds. */
export interface AnswersFile {
  readonly cases: readonly JudgedCase[];
  readonly problems: readonly LineProblem[];
}

const text = z.string();
const list = <T extends z.ZodType>(each: T) => z.array(each).nullish();
const line = z.object({
  key: z.union([text, z.number()]).nullish(),
  question: text,
  answer: text,
  contexts: list(z.union([text, z.object({ id: text.nullish(), source: text.nullish(), text })], "expected texts, or objects with a text and an id")),
  reference: z.union([text, z.array(text)], "expected a text, or several").nullish(),
  citations: list(z.union([text, z.int().min(1)], "expected ids of contexts, or their places from 1")),
  relevant: list(text),
  item: text.nullish(),
  cluster: text.nullish(),
  confidence: z.number().min(0).max(1).nullish(),
  correct: z.boolean().nullish(),
  label: z.union([text, z.number()], "expected a word or a number").nullish(),
  assertions: list(text),
  perturbs: z.union([text, z.number()]).nullish(),
});
type Line = z.infer<typeof line>;

/**
 * Reads answers from JSON lines, one a line: question, answer, contexts, reference, citations, and where there are such key, item, cluster, relevant,
 * confidence, correct, label, assertions and perturbs (README). A line that can't be taken is a problem and the rest goes on; other fields are passed over.
 */
export async function readAnswers(stream: AsyncIterable<string | Uint8Array>): Promise<AnswersFile> {
  const cases: JudgedCase[] = [];
  const problems: LineProblem[] = [];
  const known = new Map<string, number>();
  for await (const { number, text: given } of numberedLines(stream, longestLine)) {
    if (given !== null && given.trim() === "") continue;
    const read = given === null ? { path: null, reason: `The line has more than ${longestLine} characters.` } : caseIn(given, number);
    const fault = "reason" in read ? read : known.has(read.key) ? { path: "key", reason: `The key ${JSON.stringify(read.key)} is an earlier line's; give each answer its own.` } : null;
    if (fault) problems.push({ line: number, key: "key" in read ? read.key : null, ...fault });
    else {
      cases.push(read as JudgedCase);
      known.set((read as JudgedCase).key, number);
    }
  }
  return { cases, problems: [...problems, ...astray(cases, known)] };
}

type Fault = Pick<LineProblem, "path" | "reason">;

function caseIn(given: string, number: number): JudgedCase | Fault {
  let value: unknown;
  try {
    value = JSON.parse(given.replace(byteOrderMark, ""));
  } catch (error) {
    return { path: null, reason: `The line isn't JSON: ${(error as Error).message.replace(/\.$/, "")}. Write one object a line, without line breaks in it.` };
  }
  const read = line.safeParse(value);
  if (read.success) return asCase(read.data, number);
  const [{ path, message }] = read.error.issues as [z.core.$ZodIssue];
  return { path: path.join(".") || null, reason: `${path.join(".") || "The line"}: ${message}. Expected an object such as {"question":"...","answer":"...","contexts":["..."],"reference":"...","citations":[1]}.` };
}
const byteOrderMark = /^\uFEFF/;

function asCase({ key, item, cluster, answer, contexts, reference, citations, relevant, confidence, correct, perturbs, question, label, assertions }: Line, number: number): JudgedCase | Fault {
  const passages = (contexts ?? []).map((each, at) => (typeof each === "string" ? { id: String(at + 1), text: each } : { source: each.source ?? null, text: each.text, id: each.id ?? String(at + 1) }));
  const beyond = citations?.find((each) => typeof each === "number" && each > passages.length);
  if (beyond !== undefined) return { path: "citations", reason: `citations has ${beyond}, and there are ${passages.length} contexts; number them from 1.` };
  const cited = citations ?? marksIn(answer);
  return {
    key: String(key ?? number), item: item ?? String(key ?? number), cluster: cluster ?? null, answer, contexts: passages, references: reference == null ? [] : [reference].flat(), relevant: relevant == null ? null : new Set(relevant),
    citations: cited && [...new Set(cited)].map((each) => passages.find(({ id, text: own }, at) => at + 1 === each || id === each || own === each) ?? { id: String(each), text: "" }),
    confidence: confidence ?? null, isRight: correct ?? null, perturbs: perturbs == null ? null : String(perturbs),
    question, assertions: assertions ?? [], label: label ?? null, forJudge: () => Promise.resolve({ passages: passages.map(({ text: own }) => own) }), named: { answer: key == null ? null : String(key), item: item ?? null },
  };
}

/** Marks such as `[1]` in an answer, those of no context too; null where it has none. */
function marksIn(answer: string): readonly number[] | null {
  const marks = [...answer.matchAll(/\[(\d+)\]/g)].map(([, place]) => Number(place)).filter((place) => place > 0);
  return marks.length === 0 ? null : marks;
}

/** Perturbed inputs of answers that aren't there. */
const astray = (cases: readonly JudgedCase[], known: ReadonlyMap<string, number>): readonly LineProblem[] => cases.flatMap(({ key, perturbs }) => (perturbs === null || known.has(perturbs) ? []
  : [{ line: known.get(key)!, key, path: "perturbs", reason: `It perturbs ${JSON.stringify(perturbs)}, and no line has that key; give the answer to the original too.` }]));
