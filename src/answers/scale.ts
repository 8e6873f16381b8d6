import { z } from "zod";
import { measured, unmeasured, type Measured } from "./measures/measured.js";

const word = z.string().regex(/^[^\s,;]+$/, "expected one word");
const metric = z.string().min(1);

/** What a judge's verdicts can be: one of two words, which count 1 and 0, or a number; and the key of the metric that they are values of. */
export const scale = z.union([
  z.strictObject({ metric, yes: word, no: word }).refine(({ yes, no }) => same(yes, no) === false),
  z.strictObject({ metric, min: z.number(), max: z.number() }).refine(({ min, max }) => min < max),
]);
export type Scale = z.infer<typeof scale>;

/** The verdict that a judge's answer begins with, in the metric's unit. Anything else is none: what a judge may have meant isn't guessed. */
export function verdictIn(of: Scale, answer: string): Measured {
  const first = /^[^\s,;]+/.exec(answer.trimStart())?.[0] ?? "";
  const value = valueOf(of, first.replace(/[.:!]$/, ""));
  return value === null ? unmeasured(`The judge's answer begins with ${JSON.stringify(first.slice(0, longestShown))}; expected ${expected(of)}.`) : measured(value);
}
const longestShown = 40;

/** The value of a word or number on a scale, in the metric's unit; null where it is none of it. */
export function valueOf(of: Scale, given: string): number | null {
  if ("yes" in of) return same(given, of.yes) ? 1 : same(given, of.no) ? 0 : null;
  return plainNumber.test(given) && isOn(of, Number(given)) ? Number(given) : null;
}
const plainNumber = /^-?\d+(\.\d+)?$/;

/** Whether a number is a value on a scale. */
export const isOn = (of: Scale, value: number): boolean => ("yes" in of ? value === 0 || value === 1 : value >= of.min && value <= of.max);

/** Least and greatest value. */
export const bounds = (of: Scale): { readonly min: number; readonly max: number } => ("yes" in of ? { min: 0, max: 1 } : { min: of.min, max: of.max });

const expected = (of: Scale): string => ("yes" in of ? `${of.yes} or ${of.no}` : `a number of ${of.min} to ${of.max}`);

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
