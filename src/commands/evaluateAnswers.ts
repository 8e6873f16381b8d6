import { createReadStream } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { hasKept, keepMeasures, measureAnswers, recordedAnswers, type Answered, type AnswerMeasure, type JudgedCase } from "../answers/offers.js";
import { Problem } from "../entity/problem.js";
import { readAnswers } from "../ingest/answersFile.js";
import { writing } from "../types/writing.js";
import { judgedBy, judgedText, type JudgedAnswers } from "./judged.js";
import { withDatabase, withIdentity, type Shared, type Work } from "./options.js";
import { problemsText } from "./outcome.js";
import { output } from "./output.js";
import type { AddCommand } from "./addCommand.js";

interface AnswersOptions extends Shared {
  readonly file?: string;
  readonly recorded?: string;
  readonly of?: string;
  readonly on?: string;
  readonly data?: string;
  readonly judge?: string;
}

export const addAnswers: AddCommand = (command, fail) => withIdentity(command.command("answers"))
  .option("--file <file>", "JSON lines of question, answer, contexts, reference, citations; - reads standard input")
  .option("--recorded <key>", "recorded answers of this SystemVersion, with what they were given and cite")
  .option("--on <key>", "keep the values as an evaluation on this TaskVersion, answer by answer, for `compare` and `gate`")
  .option("--of <key>", "the SystemVersion that gave the answers of a file")
  .option("--data <key>", "the DatasetVersion that the questions are from")
  .option("--judge <SystemVersion:KEY>", "have the settings' model judge each answer too, as this version of a judge asks it to")
  .description("measure answers against their contexts, citations and references; without any language model unless a judge is named")
  .action(async (options: AnswersOptions) => {
    const { file, recorded, of, on } = options;
    if ((file === undefined) === (recorded === undefined)) throw new Problem("BAD_INPUT", "Give either --file with answers, or --recorded with the key of a SystemVersion.");
    if (file !== undefined && (on === undefined) !== (of === undefined)) throw new Problem("BAD_INPUT", "Give both --of with the key of a SystemVersion and --on with that of a TaskVersion to keep the values, or neither.");
    if (file !== undefined) return ofFile(file, options, fail);
    await withDatabase(options, async (work) => {
      const { out, context } = work;
      const [system] = await context.reads.locate([{ type: "SystemVersion", key: recorded! }]);
      const { cases, withoutText } = await recordedAnswers(context, system!.id);
      const measures = measureAnswers(cases);
      const more = await inGraph(work, system!.key, options, cases, measures);
      out.result({ answers: cases.length, withoutText, metrics: measures.map(told), ...more }, () => [
        `${cases.length} recorded answers of ${system!.key}${withoutText === 0 ? "" : `; ${withoutText} more were recorded without their text`}.`, ...measures.map(measureText), ...moreText(more),
      ].join("\n"));
    });
  });

/** What else comes of answers: ids of what is kept, and what a judge says. */
interface More {
  readonly evaluation: string | null;
  readonly judged: JudgedAnswers | null;
}

/** Has answers judged and keeps the values in the graph, as far as that is asked for. */
async function inGraph(work: Work, subject: string, { on, data, judge }: AnswersOptions, cases: readonly JudgedCase[], measures: readonly AnswerMeasure[]): Promise<More> {
  const answered: Answered | null = on === undefined ? null : { subject, taskVersion: on, data: data ?? null, at: new Date().toISOString() };
  const judged = judge === undefined ? null : await judgedBy(work, judge, cases, answered);
  const isKept = answered !== null && (judged === null || hasKept(measures));
  return { evaluation: isKept ? await keepMeasures(writing(work.context, undefined), answered, cases, measures) : null, judged };
}

const moreText = ({ evaluation, judged }: More): readonly string[] => [...(judged ? judgedText(judged) : []), ...(evaluation === null ? [] : [`The values are kept as ${evaluation}.`])];

async function ofFile(file: string, options: AnswersOptions, fail: () => void): Promise<void> {
  if (file !== "-") await access(file, constants.R_OK).then(async () => { if ((await stat(file)).isDirectory()) throw new Error(); })
    .catch(() => { throw new Problem("BAD_INPUT", `There is no readable file at ${file}; give the path of a file of JSON lines.`); });
  const { cases, problems } = await readAnswers(file === "-" ? process.stdin : createReadStream(file));
  if (problems.length > 0) fail();
  const measures = measureAnswers(cases);
  const items = cases.map(({ key }, at) => ({ key, ...Object.fromEntries(measures.flatMap(({ metric, each }) => (each ? [[metric, each[at]]] : []))) }));
  const needsGraph = options.on !== undefined || options.judge !== undefined;
  const more = needsGraph ? await withDatabase(options, (work) => inGraph(work, options.of ?? "", options, cases, measures)) : { evaluation: null, judged: null };
  output({ json: options.json === true }).result({ answers: cases.length, metrics: measures.map(told), ...more, items, problems }, () => [
    `${cases.length} answers.`, ...measures.map(measureText), ...moreText(more), ...problemsText(problems.map(({ line, path, reason }) => `line ${line}${path ? `, ${path}` : ""}: ${reason}`)),
  ].join("\n"));
}

const told = ({ metric, value, n, reason }: AnswerMeasure) => ({ metric, value, n, reason });

const measureText = ({ metric, value, n, reason }: AnswerMeasure): string => `${metric.padEnd(28)}${value === null ? "     -" : value.toFixed(4)}  n = ${n}${value === null && reason ? `  ${reason}` : ""}`;
