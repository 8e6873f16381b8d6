import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { measureAnswers, type AnswerCase } from "../../src/answers/evaluate.js";
import { brierScore, expectedCalibrationError } from "../../src/answers/measures/calibration.js";
import { exactMatch, lexicalSupport, rougeL, tokenF1 } from "../../src/answers/measures/overlap.js";
import { citationPrecision, citationRecall, contextPrecision, contextRecall, type Passage, type Sourced } from "../../src/answers/measures/passages.js";
import { consistency, performanceDropRate, worstCase } from "../../src/answers/measures/robustness.js";
import { normalized, sentences } from "../../src/answers/measures/words.js";

interface Reference {
  readonly texts: readonly { readonly answer: string; readonly references: readonly string[]; readonly contexts: readonly string[]; readonly exactMatch: number; readonly tokenF1: number; readonly rougeL: number; readonly lexicalSupport: number | null }[];
  readonly forecasts: readonly { readonly confidence: number; readonly isRight: boolean }[];
  readonly ece15: number;
  readonly ece10: number;
  readonly brier: number;
}
/** Texts and forecasts made at random, with what a program in another language, written from the papers and scripts that are named, says of them. */
const reference = JSON.parse(readFileSync("test/answers/reference.json", "utf8")) as Reference;

test("exact match, F1, ROUGE-L and lexical support are what an independent computation says", () => {
  for (const { answer, references, contexts, ...said } of reference.texts) {
    const own = { exactMatch: exactMatch(answer, references), tokenF1: tokenF1(answer, references), rougeL: rougeL(answer, references), lexicalSupport: lexicalSupport(answer, contexts) };
    for (const [name, { value }] of Object.entries(own)) {
      const expected = said[name as keyof typeof said];
      if (expected === null) expect([name, answer, value]).toEqual([name, answer, null]);
      else expect(value, `${name} of ${JSON.stringify(answer)}`).toBeCloseTo(expected, 12);
    }
  }
});

test("ROUGE-L is what rouge-score's documentation says of its example", () => {
  expect(rougeL("The quick brown dog jumps on the log.", ["The quick brown fox jumps over the lazy dog"]).value).toBeCloseTo(0.5882352941176471, 12);
});

test("ROUGE-L is Lin's example, 2004, section 3.1: an order that is kept counts, not a run", () => {
  const against = ["police killed the gunman"];
  expect(rougeL("police kill the gunman", against).value).toBeCloseTo(0.75, 12);
  expect(rougeL("the gunman kill police", against).value).toBeCloseTo(0.5, 12);
  expect(rougeL("the gunman police killed", against).value).toBeCloseTo(0.5, 12);
});

test("texts are normalised as SQuAD's script does it, and words of other scripts stay", () => {
  expect(normalized("The Eiffel-Tower, an  icon!")).toBe("eiffeltower icon");
  expect(normalized("a")).toBe("");
  expect(normalized("¿Año? théa the Ñandú")).toBe("¿año théa ñandú");
  expect(tokenF1("", [""]).value).toBe(1);
  expect(tokenF1("something", [""]).value).toBe(0);
});

test("calibration is what an independent computation, TorchMetrics' and scikit-learn's documentation say", () => {
  expect(expectedCalibrationError(reference.forecasts).value).toBeCloseTo(reference.ece15, 12);
  expect(expectedCalibrationError(reference.forecasts, 10).value).toBeCloseTo(reference.ece10, 12);
  expect(brierScore(reference.forecasts).value).toBeCloseTo(reference.brier, 12);
  const torch = [[0.25, 0], [0.25, 0], [0.55, 1], [0.75, 1], [0.75, 1]].map(([confidence, right]) => ({ confidence: confidence!, isRight: right === 1 }));
  expect(expectedCalibrationError(torch, 2).value).toBeCloseTo(0.29, 12);
  const scikit = [[0.1, 0], [0.9, 1], [0.8, 1], [0.3, 0]].map(([confidence, right]) => ({ confidence: confidence!, isRight: right === 1 }));
  expect(brierScore(scikit).value).toBeCloseTo(0.0375, 12);
});

const passage = (id: string, text: string, source?: string): Passage => ({ id, text, ...(source && { source }) });
const [reset, paper, leave] = [passage("1", "You reset a password at the portal, with your badge number.", "kb/reset"), passage("2", "Feed the paper into the printer again.", "kb/printer"), passage("3", "Days of leave are lost at the end of March.")];
const sourced = (rest: Partial<Sourced>): Sourced => ({ answer: "Reset your password at the portal.", contexts: [reset!, paper!, leave!], citations: [reset!], references: [], relevant: null, ...rest });

test("where passages were judged, precision and recall are those of sets, and a judged document is one of its passages", () => {
  const judged = sourced({ relevant: new Set(["kb/reset", "3", "kb/none", "kb/other"]), citations: [reset!, paper!] });
  expect(contextPrecision(judged).value).toBe(2 / 3);
  expect(contextRecall(judged).value).toBe(2 / 4);
  expect(citationPrecision(judged).value).toBe(1 / 2);
  expect(citationRecall(judged).value).toBe(1 / 4);
});

test("where none were, a passage with half of a sentence's words supports it", () => {
  const told = sourced({ references: ["Reset the password at the portal. Then restart the laptop and wait for an hour."] });
  expect(contextPrecision(told).value).toBe(1 / 3);
  expect(contextRecall(told).value).toBe(1 / 2);
  expect(citationPrecision(told).value).toBe(1);
  expect(citationRecall({ ...told, answer: "Reset your password at the portal [1]. Nobody knows why that helps so often [1]." }).value).toBe(1 / 2);
  expect(citationPrecision({ ...told, references: [], citations: [reset!, leave!] }).value).toBe(1 / 2);
  expect(sentences("One [1]. Two!\nThree")).toEqual(["One.", "Two!", "Three"]);
});

test("what can't be told is null with a reason, never NaN", () => {
  const bare = sourced({ answer: "", contexts: [], citations: [], references: [], relevant: new Set() });
  for (const { value, reason } of [contextPrecision(bare), contextRecall(bare), citationPrecision(bare), citationRecall(bare), citationRecall({ ...bare, relevant: null }), citationPrecision({ ...bare, citations: null }), contextPrecision({ ...bare, relevant: null }),
    exactMatch("a", []), tokenF1("a", []), rougeL("a", []), lexicalSupport("the", ["text"]), lexicalSupport("text", []), expectedCalibrationError([]), brierScore([]), performanceDropRate([]), worstCase([]), consistency([]),
    performanceDropRate([{ answer: "x", value: 0, variants: [{ answer: "x", value: 1 }] }])]) {
    expect(value).toBeNull();
    expect(reason).toMatch(/^[A-Z].*\.$/);
  }
});

test("robustness by hand: what is lost, the worst, and how often it stays the same", () => {
  const cases = [{ answer: "Portal", value: 1, variants: [{ answer: "the portal!", value: 1 }, { answer: "desk", value: 0.5 }] }, { answer: "no", value: 0.6, variants: [{ answer: "yes", value: 0.2 }] }];
  expect(performanceDropRate(cases).value).toBeCloseTo(1 - (0.75 + 0.2) / (1 + 0.6), 12);
  expect(worstCase(cases).value).toBeCloseTo((0.5 + 0.2) / 2, 12);
  expect(consistency(cases).value).toBeCloseTo(1 / 3, 12);
});

const answered = (rest: Partial<AnswerCase>): AnswerCase => ({ key: "1", item: "1", cluster: null, ...sourced({}), confidence: null, isRight: null, perturbs: null, ...rest });

test("means are over the answers that have a value, with how many and why not all; the same answers give the same", () => {
  const cases = [answered({ key: "1", references: ["Reset your password at the portal"], confidence: 0.9 }), answered({ key: "2", contexts: [], confidence: 0.4, isRight: false }), answered({ key: "3", answer: "portal", references: ["portal"], perturbs: "1" })];
  const of = (metric: string) => measureAnswers(cases).find((each) => each.metric === metric)!;
  expect(of("exact-match")).toEqual({ metric: "exact-match", value: 1, n: 2, reason: "There is no reference to hold it against.", each: [1, null, 1] });
  expect(of("brier-score")).toMatchObject({ n: 2, each: null });
  expect(of("brier-score").value).toBeCloseTo((0.01 + 0.16) / 2, 12);
  expect(of("consistency")).toMatchObject({ value: 0, n: 1 });
  expect(measureAnswers(cases)).toEqual(measureAnswers(cases));
  expect(measureAnswers([]).every(({ value, n, reason }) => value === null && n === 0 && reason !== null)).toBe(true);
});
