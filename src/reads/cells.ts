import type { Given } from "./builder.js";

/** A row of a statement, or of a list in it: positional. */
export type Values = readonly unknown[];

/** Reads one thing from the row in which it stands. */
export type Read<T = unknown> = (values: Values, given: Given) => T;

/** The readers of the fields chosen of one type, by response key. */
export type Cells = ReadonlyMap<string, Read>;
