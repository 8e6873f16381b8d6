import { tokenCount } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import { resultTokens } from "./tool.js";

/** What an operation answered. */
export type Answer = Readonly<Record<string, unknown>>;

/**
 * An answer in at most so many tokens (o200k_base), as its JSON counts. Lists end early, each at about the same number of items, and
 * `cut` says where and how to get the rest. Items stay whole, and so do chats: a prompt with a message left out is another prompt.
 * @throws Problem BAD_INPUT where what is no list is longer.
 */
export function fitted(answer: Answer, most: number): Answer {
  const lists = listsIn(answer, "");
  const ends = new Map<object, number>(lists.map(({ items }) => [items, 0]));
  const bare = tokens(ended(answer, ends));
  const shown = share(lists, most - bare - roomToTell(lists.length));
  for (;;) {
    lists.forEach(({ items }, at) => ends.set(items, shown[at]!.length));
    const cut = said(lists, shown, bare);
    const result = { ...ended(answer, ends) as Answer, ...(cut !== null && { cut }) };
    if (tokens(result) <= most) return result;
    const longest = shown.reduce((one, other) => (other.length > one.length ? other : one), []);
    if (longest.pop() === undefined)
      throw new Problem("BAD_INPUT", `The result has ${bare} tokens without any item of its lists, and ${resultTokens.name} is ${most}; give at least ${bare + roomToTell(lists.length)}, or ask for less.`);
  }
}

interface List {
  /** Such as `lineage.nodes`. */
  readonly path: string;
  readonly items: readonly unknown[];
}

/** Lists that no other list holds. */
function listsIn(value: unknown, path: string): readonly List[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return [{ path, items: value }];
  return Object.entries(value).flatMap(([name, member]) => (kept.has(name) ? [] : listsIn(member, path === "" ? name : `${path}.${name}`)));
}
const kept: ReadonlySet<string> = new Set(["messages"]);

/** The value with each list ended after so many items. */
function ended(value: unknown, ends: ReadonlyMap<object, number>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return ends.has(value) ? value.slice(0, ends.get(value)) : value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, ended(member, ends)]));
}

/** Items are taken in turns, one a list, until each list ends or its next item has no room; the tokens of each. */
function share(lists: readonly List[], room: number): readonly number[][] {
  const shown = lists.map((): number[] => []);
  const open = new Set(lists.keys());
  let left = room;
  while (open.size > 0) for (const at of open) {
    const { items } = lists[at]!;
    const taken = shown[at]!;
    const length = taken.length < items.length ? tokens(items[taken.length]) + perComma : Infinity;
    if (length > left) open.delete(at);
    else {
      taken.push(length);
      left -= length;
    }
  }
  return shown;
}

function said(lists: readonly List[], shown: readonly (readonly number[])[], bare: number): string | null {
  const short = lists.map(({ path, items }, at) => ({ path, of: items.length, taken: shown[at]! })).filter(({ of, taken }) => taken.length < of);
  if (short.length === 0) return null;
  const whole = lists.reduce((sum, { items }, at) => sum + items.length * mean(shown[at]!, items), bare + roomToTell(lists.length));
  const needed = Math.ceil((whole * margin) / 100) * 100;
  const rest = needed <= resultTokens.most ? `give ${resultTokens.name}: ${needed}, or ask for less` : `it has about ${needed} tokens, of which at most ${resultTokens.most} can be had at once: ask for less`;
  return `Shown are ${short.map(({ path, of, taken }) => `${taken.length} of ${of} in ${path}`).join(", ")}. For the rest ${rest}.`;
}

/** What is left out isn't counted: it is taken to be as long as what is shown. */
const mean = (taken: readonly number[], [first]: readonly unknown[]): number =>
  (taken.length > 0 ? taken.reduce((sum, each) => sum + each, 0) / taken.length : first === undefined ? 0 : tokens(first));
const margin = 1.1;

const tokens = (value: unknown): number => tokenCount(JSON.stringify(value));
const perComma = 1;
/** Room for `cut`, in tokens. */
const roomToTell = (lists: number): number => 45 + 15 * lists;
