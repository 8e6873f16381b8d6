import { statSync } from "node:fs";
import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { Problem } from "../entity/problem.js";

/** Where a command prints: results on standard output, all else on standard error. */
export interface Output {
  /** The result: as JSON with `--json`, else the text made from it. */
  result(value: unknown, text: () => string): void;
  /** One line about what is going on. */
  say(line: string): void;
  /** How far long work has come; drawn over itself on a terminal, else told every tenth of the way. */
  progress(what: string): (done: number, total: number) => void;
}

export function output({ json }: { readonly json: boolean }): Output {
  return {
    result: (value, text) => void process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text()}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
    progress: (what) => (process.stderr.isTTY ? drawn(what) : told(what)),
  };
}

function drawn(what: string) {
  return (done: number, total: number): void => {
    process.stderr.write(`\r\x1b[K${what}: ${done} of ${total}${done >= total ? "\n" : ""}`);
  };
}

function told(what: string) {
  let last = -1;
  return (done: number, total: number): void => {
    const tenth = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (tenth === last) return;
    last = tenth;
    process.stderr.write(`${what}: ${done} of ${total}\n`);
  };
}

/** Sees to it, before long work, that a file can be written. @throws Problem BAD_INPUT. */
export async function writable(path: string, what: string): Promise<void> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Problem("BAD_INPUT", `${path} is a folder; give a file for ${what}.`);
  await access(dirname(path), constants.W_OK).catch(() => { throw new Problem("BAD_INPUT", `Nothing can be written to ${path}; give a file in a folder that is there.`); });
}
