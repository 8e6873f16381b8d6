import Mustache from "mustache";
import { Problem } from "../entity/problem.js";

export type Variables = Readonly<Record<string, unknown>>;
/** Templates that are put in by `{{> key}}`, by the keys of their prompts. */
export type Partials = Readonly<Record<string, string>>;

/** A piece of a template as Mustache parses it: kind (`text`, `name`, `&`, `#`, `^`, `>`, `!`, `=`), name or text, place, and what is inside. */
export type Token = readonly [kind: string, name: string, start: number, end: number, inner?: readonly Token[]];

export function tokens(text: string): readonly Token[] {
  try {
    return Mustache.parse(text) as unknown as readonly Token[];
  } catch (cause) {
    throw new Problem("BAD_INPUT", `The template can't be read: ${(cause as Error).message}. Close every {{#section}} with {{/section}}.`, { cause });
  }
}

/**
 * Values are put in as they are: nothing is escaped, for what comes out is no HTML, and a value's own braces stay text. What isn't
 * given is BAD_INPUT; a section of a variable that isn't given is left out. `own` is what the service fills unless it is given.
 */
export function filled(text: string, variables: Variables, partials: Partials = {}, own: Variables = {}): string {
  const view = bare({ ...own, ...variables }) as object;
  check(tokens(text), { views: [view], within: [], text, variables, partials, own });
  return Mustache.render(text, view, (name) => partials[name], { escape: String });
}

/** Names that a template takes from its variables at the top, sections included, in the order of the alphabet. */
export function variableNames(text: string, partials: Partials = {}, within: readonly string[] = []): readonly string[] {
  const names = tokens(text).flatMap(([kind, name]): readonly string[] => {
    if (kind === ">") return within.includes(name) ? [] : variableNames(partials[name] ?? "", partials, [...within, name]);
    return ["text", "!", "="].includes(kind) ? [] : [name.split(".")[0]!];
  });
  return [...new Set(names)].sort();
}

/** Follows a template into all that it puts in. @throws Problem BAD_INPUT for what can't be read, isn't embedded, or would be put into itself. */
export function checkEmbedded(text: string, partials: Partials, within: readonly string[] = []): void {
  const names = (some: readonly Token[]): readonly string[] => some.flatMap(([kind, name, , , inner = []]) => (kind === ">" ? [name] : names(Array.isArray(inner) ? inner : [])));
  for (const name of new Set(names(tokens(text)))) checkEmbedded(embeddedBy(name, partials, within), partials, [...within, name]);
}

function embeddedBy(name: string, partials: Partials, within: readonly string[]): string {
  const embedded = partials[name];
  if (embedded === undefined) throw new Problem("BAD_INPUT", `The template puts in {{> ${name}}}, which its version doesn't embed; embedded are: ${listed(Object.keys(partials))}.`);
  if (within.includes(name)) throw new Problem("BAD_INPUT", `The template puts {{> ${name}}} into itself, by way of ${within.join(", ")}.`);
  return embedded;
}

interface Place {
  /** The objects that names are looked up in, innermost last. */
  readonly views: readonly unknown[];
  /** Keys of the embedded prompts that this is in. */
  readonly within: readonly string[];
  readonly text: string;
  readonly variables: Variables;
  readonly partials: Partials;
  readonly own: Variables;
}

/** Follows the template as it will be filled. */
function check(found: readonly Token[], place: Place): void {
  const { views, within, partials } = place;
  for (const [kind, name, , , section = []] of found) {
    const value = lookup(views, name);
    const isEmpty = !value || (Array.isArray(value) && value.length === 0);
    if (["name", "&", "{"].includes(kind) && value === undefined) throw missing(name, place);
    if (kind === "#" && !isEmpty) for (const each of Array.isArray(value) ? value : [value]) check(section, { ...place, views: [...views, each] });
    if (kind === "^" && isEmpty) check(section, place);
    if (kind !== ">") continue;
    check(tokens(embeddedBy(name, partials, within)), { ...place, within: [...within, name] });
  }
}

const missing = (name: string, { text, variables, partials, own }: Place): Problem =>
  new Problem("BAD_INPUT", `The variable ${JSON.stringify(name)} is missing; the template has ${listed(variableNames(text, partials).filter((each) => !(each in own)))}, and given are ${listed(Object.keys(variables))}.`);

export const listed = (names: readonly string[]): string => (names.length > 0 ? [...names].sort().join(", ") : "none");

function lookup(views: readonly unknown[], name: string): unknown {
  if (name === ".") return views.at(-1);
  const [first, ...rest] = name.split(".");
  const from = views.findLast((view) => has(view, first!));
  return [first!, ...rest].reduce<unknown>((at, step) => (has(at, step) ? (at as Record<string, unknown>)[step] : undefined), from);
}
const has = (view: unknown, name: string): boolean => typeof view === "object" && view !== null && name in view && (view as Record<string, unknown>)[name] !== null;

/** Without prototypes, so that `{{constructor}}` is a name like any other; put in whole, lists and objects are JSON. */
function bare(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const copy = Array.isArray(value) ? value.map(bare)
    : Object.assign(Object.create(null) as object, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, bare(each)])));
  return Object.defineProperty(copy, Symbol.toPrimitive, { value: () => JSON.stringify(value) });
}
