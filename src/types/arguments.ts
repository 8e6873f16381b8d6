import { Problem } from "../entity/problem.js";

/** How `workspace` stands wherever one can be chosen. */
export const inWorkspace = { nullable: true, description: "The default unless given." };

/** How `idempotencyKey` stands in every mutation. */
export const sentOnce = { nullable: true, description: "Sent again under it, a command has its first answer." };

/** A list that a client gave, of a length that one command can take; throws BAD_INPUT. */
export function atMost<T>(name: string, list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  throw new Problem("BAD_INPUT", `${name} has ${list.length} items; expected at most ${most}. Send them in several commands, or as lines to POST /ingest.`);
}

/** So many items a command: what a client can wait for, and correct by hand. */
export const mostItems = 1000;

/** A whole number that a client chose, checked against its bounds; throws BAD_INPUT. */
export function within(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new Problem("BAD_INPUT", `${name} is ${value}; expected ${least} to ${most}.`);
}
