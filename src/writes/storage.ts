import { Sensitivity } from "../entity/common.js";
import type { Field } from "../entity/fields.js";
import { instant, int } from "../graph/values.js";

/** A value of a line as a property of the graph; null clears it. Empty lists are not kept. */
export function stored(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (field.values === Sensitivity) return int(ranks.indexOf(value as string));
  if (Array.isArray(value) && field.list) return value.length === 0 ? null : value.map((each) => storedOne(field, each));
  return storedOne(field, value);
}

function storedOne({ kind }: Field, value: unknown): unknown {
  switch (kind) {
    case "json": return JSON.stringify(value);
    case "instant": return instant(value as string);
    case "int": case "long": return int(value as number);
    default: return value;
  }
}

/** A property of the graph as a line has it; null where there is none, an empty list for a list. */
export function plain(field: Field, property: unknown): unknown {
  if (property === null || property === undefined) return field.list ? [] : null;
  if (Array.isArray(property)) return property.map((each) => plainOne(field, each));
  if (field.values === Sensitivity) return ranks[Number(property)];
  return plainOne(field, property);
}

function plainOne({ kind }: Field, property: unknown): unknown {
  switch (kind) {
    case "json": return JSON.parse(property as string);
    case "instant": return isoOf(property);
    case "int": case "long": return Number(property);
    default: return property;
  }
}

/** A `datetime` as the driver gives it, in the form of `toISOString`. */
export const isoOf = (moment: unknown): string => (moment as { toStandardDate(): Date }).toStandardDate().toISOString();

/** Whether two values, as lines have them, are the same. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right))
    return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((each, at) => same(each, right[at]));
  const names = Object.keys(left);
  return names.length === Object.keys(right).length
    && names.every((name) => name in right && same((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]));
}

/** PUBLIC is 0, RESTRICTED 3. */
export const rankOf = (word: string): number => ranks.indexOf(word);
export const wordOf = (rank: number): string => ranks[rank]!;
const ranks = Object.keys(Sensitivity.values);
