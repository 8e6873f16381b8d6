import type { Command } from "commander";

/** Adds a command; `fail` lets it report that a part of what was asked was refused. */
export type AddCommand = (program: Command, fail: () => void) => void;
