import type { z } from "zod";

/** What is wrong with one part of an item. */
export interface Fault {
  /** The field at fault, such as `domains.0`; null where it is the item itself. */
  readonly path: string | null;
  readonly message: string;
}

/** What Zod found, as sentences with the value that was given and what was expected. */
export const told = (issues: readonly z.core.$ZodIssue[], given: unknown): readonly Fault[] =>
  issues.flatMap((issue) => {
    const value = issue.path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step], given);
    const branch = issue.code === "invalid_union" ? meant(issue.errors) : undefined;
    if (branch) return told(branch, value).map(({ path, message }) => ({ path: [...issue.path, path].filter((step) => step !== null).join("."), message }));
    return [{ path: issue.path.join(".") || null, message: sentence(issue, value) }];
  });

/** Of several forms that a value can have, the one that it has, but for a fault within. */
const meant = (branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined => {
  const near = branches.filter((issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0));
  return near.length === 1 ? near[0] : undefined;
};

function sentence(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "unrecognized_keys") return `${issue.keys.map((name) => `\`${name}\``).join(", ")} can't be written here; leave it out, or see schema/ingest.schema.json for what can.`;
  if (issue.code === "custom") return `${said(value)}; ${issue.message}.`;
  if (value === Infinity || value === -Infinity) return `The number is too large; expected one between -${Number.MAX_VALUE} and ${Number.MAX_VALUE}.`;
  return `${said(value)}; expected ${expected(issue)}.`;
}

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type": return kinds[issue.expected] ?? issue.expected;
    case "invalid_value": return `${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "too_small": return `${issue.inclusive === false ? "more than" : "at least"} ${amount(issue.minimum, issue.origin)}`;
    case "too_big": return `${issue.inclusive === false ? "less than" : "at most"} ${amount(issue.maximum, issue.origin)}`;
    case "not_multiple_of": return `a multiple of ${issue.divisor}`;
    case "invalid_format": return formats[issue.format] ?? `the form ${issue.pattern ?? issue.format}`;
    case "invalid_union": return [...new Set(issue.errors.flat().filter(({ path }) => path.length === 0).map(expected))].join(" or ") || "another form";
    default: return "another value";
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text", number: "a number", int: "a whole number", boolean: "true or false", array: "a list", object: "an object", record: "an object", null: "null",
};
const formats: Readonly<Record<string, string>> = { datetime: "a moment with its offset, such as 2026-01-31T09:30:00Z" };

function amount(limit: number | bigint, origin: string): string {
  const unit = units[origin];
  return unit ? `${limit} ${Number(limit) === 1 ? unit[0] : unit[1]}` : String(limit);
}
const units: Readonly<Record<string, readonly [one: string, several: string]>> = { string: ["character", "characters"], array: ["entry", "entries"], set: ["entry", "entries"] };

const said = (value: unknown): string => {
  if (value === undefined) return "Nothing is given";
  const text = JSON.stringify(value);
  return `${text.length > longestShown ? `${text.slice(0, longestShown)}...` : text} is given`;
};
const longestShown = 80;
