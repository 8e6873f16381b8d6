import { createReadStream, existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { Problem } from "../entity/problem.js";
import { longestLine, numberedLines } from "./lines.js";
import type { FileProblem } from "./sourceFiles.js";

/** A test collection in BEIR's layout (Thakur et al. 2021, arXiv 2104.08663). */
export interface BeirCollection {
  /** Name of its folder unless another was given. */
  readonly name: string;
  readonly documents: readonly BeirDocument[];
  readonly queries: readonly BeirQuery[];
  /** Whose judgements were read. */
  readonly split: string;
  /** Null where the collection has no judgements. */
  readonly judgements: readonly BeirJudgement[] | null;
  /** Lines that can't be read. */
  readonly problems: readonly FileProblem[];
}
export type BeirDocument = z.infer<typeof document>;
export type BeirQuery = z.infer<typeof query>;
export interface BeirJudgement {
  readonly query: string;
  readonly document: string;
  /** 0 and less for not relevant. */
  readonly grade: number;
}

/** Runs have ids between spaces. */
const id = z.union([z.string().regex(/^\S+$/, "expected an id without spaces"), z.number()]).transform(String);
const document = z.object({ _id: id, title: z.string().nullish().transform((title) => title ?? ""), text: z.string() }).transform(({ _id, ...rest }) => ({ id: _id, ...rest }));
const query = z.object({ _id: id, text: z.string().min(1) }).transform(({ _id, text }) => ({ id: _id, text }));

/**
 * Reads `corpus.jsonl`, `queries.jsonl` and, where it is there, `qrels/<split>.tsv`. A line that can't be read is reported and the rest
 * goes on. @throws Problem BAD_INPUT for a folder without those files.
 */
export async function readBeir(folder: string, { name = basename(resolve(folder)), split = "test" }: { readonly name?: string | undefined; readonly split?: string | undefined } = {}): Promise<BeirCollection> {
  const problems: FileProblem[] = [];
  for (const file of ["corpus.jsonl", "queries.jsonl"])
    if (!existsSync(join(folder, file))) throw new Problem("BAD_INPUT", `There is no ${file} in ${folder}; give the folder of a collection in BEIR's layout: corpus.jsonl, queries.jsonl and, if there are judgements, qrels/${split}.tsv.`);
  const documents = await lines(join(folder, "corpus.jsonl"), json(document), problems);
  const queries = await lines(join(folder, "queries.jsonl"), json(query), problems);
  return { name, split, documents, queries, judgements: await judgementsIn(join(folder, "qrels"), split, problems), problems };
}

async function judgementsIn(folder: string, split: string, problems: FileProblem[]): Promise<readonly BeirJudgement[] | null> {
  if (!existsSync(folder)) return null;
  const file = join(folder, `${split}.tsv`);
  if (!existsSync(file)) throw new Problem("BAD_INPUT", `There is no ${split}.tsv in ${folder}; it has ${readdirSync(folder).join(", ") || "no files"}. Name one of its splits.`);
  return (await lines(file, judgement, problems)).flatMap((each) => each ?? []);
}

/** Null for the line of headings. @throws Error for what is none. */
function judgement(text: string, number: number): BeirJudgement | null {
  const [of, about, grade, ...rest] = text.split("\t").map((cell) => cell.trim());
  if (number === 1 && grade === "score") return null;
  if (!of || !about || rest.length > 0 || !/^-?\d+$/.test(grade ?? "")) throw new Error("expected the ids of a query and a document and a whole number, with tabs between");
  return { query: of, document: about, grade: Number(grade) };
}

const json = <T>(schema: z.ZodType<T>) => (text: string): T => {
  const read = schema.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  return read.data;
};

async function lines<T>(file: string, read: (text: string, number: number) => T, problems: FileProblem[]): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const { number, text } of numberedLines(createReadStream(file), longestLine)) {
    if (text?.trim() === "") continue;
    try {
      if (text === null) throw new Error(`it has more than ${longestLine} characters`);
      found.push(read(text.replace(/\r$/, ""), number));
    } catch (error) {
      problems.push({ file: `${file}, line ${number}`, reason: `It can't be read: ${(error as Error).message}.` });
    }
  }
  return found;
}
