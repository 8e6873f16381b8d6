import type { Item } from "../writes/draft.js";

/** Items of several files as one list. */
export interface Gathered {
  /** One item for all that is said of one key, in the order of first appearance. */
  readonly items: readonly Item[];
  /** For each item the names of the files that it stands in. */
  readonly origins: readonly (readonly string[])[];
}

/**
 * Joins what several items say of one key. Where they contradict each other both stay, for the writer to refuse: what it
 * says then names the files.
 */
export function gathered(files: readonly { readonly name: string; readonly items: readonly Item[] }[]): Gathered {
  const found = new Map<string, { item: Item; text: string; readonly names: string[] }>();
  for (const { name, items } of files) {
    for (const item of items) {
      const text = JSON.stringify(item);
      const place = typeof item.key === "string" ? `${item.type} ${item.key}` : text;
      const before = found.get(place) ?? found.get(text);
      if (!before) found.set(place, { item, text, names: [name] });
      else if (before.text === text) before.names.push(name);
      else if (agree(before.item, item)) {
        before.item = { ...before.item, ...item };
        before.text = JSON.stringify(before.item);
        before.names.push(name);
      } else found.set(text, { item, text, names: [name] });
    }
  }
  const all = [...found.values()];
  return { items: all.map(({ item }) => item), origins: all.map(({ names }) => [...new Set(names)]) };
}

/** One item for all that is said of one key. */
export const joined = (items: readonly Item[]): readonly Item[] => gathered([{ name: "", items }]).items;

const agree = (a: Item, b: Item): boolean =>
  Object.keys(b).every((field) => !(field in a) || a[field] === b[field] || JSON.stringify(a[field]) === JSON.stringify(b[field]));
