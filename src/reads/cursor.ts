import { z } from "zod";
import { Sensitivity } from "../entity/common.js";
import type { Field } from "../entity/fields.js";
import { Problem } from "../entity/problem.js";

/** One field that a list is sorted by. */
export interface Order {
  readonly name: string;
  readonly field: Field;
  readonly descending: boolean;
}

/** Raised when what a cursor holds changes, so that stored ones are refused rather than misread. */
const cursorVersion = 2;

const form = z.tuple([z.literal(cursorVersion), z.string(), z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))]);

/** Opaque place of a node in a list: the values it is sorted by, and its ties. */
export const writeCursor = (label: string, order: readonly Order[], values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([cursorVersion, label, signature(order), values])).toString("base64url");

/**
 * The values in a cursor: of the order, then of its `ties`, which are ids. One of another list, order or version is refused, and
 * one whose values are not of the order's kinds: anybody can make a cursor up.
 */
export function readCursor(cursor: string, label: string, order: readonly Order[], ties = 1): readonly unknown[] {
  const [, itsLabel, itsOrder, values] = parse(cursor);
  if (itsLabel !== label || itsOrder !== signature(order))
    throw new Problem("BAD_INPUT", `The cursor ${shown(cursor)} is of a list of ${itsLabel} by ${itsOrder}; this one is of ${label} by ${signature(order)}. Start again without a cursor.`);
  if (values.length !== order.length + ties || !values.every((value, at) => isOfKind(order[at]?.field, value))) throw foreign(cursor);
  return values;
}

/** Last moment that `Date` knows, in ms from 1970. */
const lastMoment = 8.64e15;

/** Whether a value is what `writeCursor` is given of a field; without a field, of an id. */
function isOfKind(field: Field | undefined, value: string | number | boolean): boolean {
  if (field?.values === Sensitivity) return Number.isSafeInteger(value);
  switch (field?.kind) {
    case "int": case "long": return Number.isSafeInteger(value);
    case "float": return typeof value === "number";
    case "flag": return typeof value === "boolean";
    case "instant": return Number.isSafeInteger(value) && Math.abs(value as number) <= lastMoment;
    default: return typeof value === "string";
  }
}

const signature = (order: readonly Order[]): string => order.map(({ name, descending }) => (descending ? `-${name}` : name)).join(",");

function parse(cursor: string): z.infer<typeof form> {
  try {
    return form.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw foreign(cursor);
  }
}

const foreign = (cursor: string): Problem =>
  new Problem("BAD_INPUT", `The cursor ${shown(cursor)} is none of this service's; pass on endCursor or startCursor of a page unchanged, or start again without one.`);

const longestShown = 40;
const shown = (cursor: string): string => JSON.stringify(cursor.length > longestShown ? `${cursor.slice(0, longestShown)}...` : cursor);
