import { z } from "zod";
import type { Entity } from "./entity.js";

/** Longest key that a client may give, in characters; derived keys, and those that the service makes of others, can be longer. */
export const longestKey = 200;

/** Two ways to type one letter are one key: NFC, as RFC 5198 has it. */
export const normalKey = (key: string): string => key.normalize("NFC");

/** A key that a client gave, as a parameter of a named query. */
export const givenKey = z.string().transform(normalKey);

/** Why a client can't give this key to something new of this kind; undefined where it can. */
export function keyProblem({ label, head, version, writtenBy }: Entity, key: string): string | undefined {
  const said = `The key ${JSON.stringify(key)}`;
  const length = [...key].length;
  if (length === 0 || (length > longestKey && writtenBy !== "service")) return `${said} has ${length} characters; give 1 to ${longestKey}.`;
  if (unprintable.test(key) || key.trim() !== key) return `${said} has characters that can't be seen; give printable ones, without spaces around them.`;
  if (key.includes("#") && writtenBy !== "service") return `${said} has a \`#\`, which is reserved for keys that the service makes; leave it out.`;
  if (label === "Domain" && key === "*") return `${said} stands for every domain; give another.`;
  if (version && key.includes("@")) return `${said} has an \`@\`, which sets off a version; write \`${key.split("@")[0]}\`, or use ${version} for a version of it.`;
  if (head && !/^[^@]+(@[^@]+)?$/.test(key)) return `${said} is no version's; give the key of its ${head}, or that, one \`@\` and the version.`;
  return undefined;
}
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/u;

/** `pythia-1b@step1000` is the version `step1000` of `pythia-1b`; without `@` the version is open. */
export function splitKey(key: string): { readonly head: string; readonly version: string | undefined } {
  const at = key.indexOf("@");
  return at < 0 ? { head: key, version: undefined } : { head: key.slice(0, at), version: key.slice(at + 1) };
}

export const versionKey = (head: string, version: string | number): string => `${head}@${version}`;

/** What a derived key is made from: fields by name, and the keys at the ends of edges. */
export interface Parts {
  field(name: string): unknown;
  /** Keys by the name of the edge, `Label:key` where several kinds are possible; in the order given. */
  ends(edge: string): readonly string[];
  digest(value: unknown): string;
}

/** The key of a kind that is made of its own fields alone; undefined for other kinds. */
export const keyOfFields = (label: string, parts: Omit<Parts, "ends">): string | undefined => formsOfFields[label]?.(parts);

/** The key of a kind whose key is `derived`, by graph.md, section 2. */
export function derivedKey(label: string, parts: Parts): string {
  const form = forms[label];
  if (!form) throw new Error(`${label} has no form for its derived key; add one in entity/keys.ts.`);
  return form(parts);
}

const joined = (...parts: readonly unknown[]): string => parts.map((part) => String(part ?? "")).join("#");

const formsOfFields: Readonly<Record<string, (parts: Omit<Parts, "ends">) => string>> = {
  ApiKey: ({ field }) => String(field("prefix")),
  ExternalRef: ({ field }) => joined(field("system"), field("instance"), field("externalId")),
  PromptBuild: ({ field }) => String(field("digest")),
  TransferFit: ({ field, digest }) => digest({ seen: field("seen"), settings: field("settings") }),
};

const forms: Readonly<Record<string, (parts: Parts) => string>> = {
  ...formsOfFields,
  Baseline: ({ field, ends }) => joined(ends("signal")[0], field("from")),
  Chunk: ({ field, ends }) => joined(ends("documentVersion")[0], `${field("start")}-${field("end")}`),
  Decision: ({ field, ends, digest }) =>
    digest({ kind: field("kind"), outcome: field("outcome"), checks: field("checks") ?? null, subject: ends("subject"), basedOn: [...ends("basedOn")].sort() }),
  Evaluation: ({ field, ends, digest }) => digest({
    at: field("at"), ...Object.fromEntries(evaluationEnds.map((edge) => [edge, [...ends(edge)].sort()])),
  }),
  Grant: ({ field, ends }) => joined(field("role"), ends("principal")[0], ends("domain")[0]),
  ItemResultSet: ({ field, ends }) => joined(ends("score")[0], field("rater"), field("repeat")),
  Judgement: ({ ends }) => joined(ends("item")[0], ends("document")[0]),
  Measurement: ({ field, ends }) => joined(ends("signal")[0], field("periodStart"), ends("slice")[0], field("definitionVersion")),
  Score: ({ field, ends }) => joined(ends("evaluation")[0], ends("metric")[0], ends("slice")[0], field("extraction")),
};

const evaluationEnds = ["subject", "taskVersion", "data", "judge", "against", "run", "deployment", "resolved"] as const;
