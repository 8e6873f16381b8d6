import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface Ended {
  /** Exit code; null if a signal ended it. */
  readonly code: number | null;
  /** Everything that it printed, both streams in the order in which they came. */
  readonly output: string;
}

/** Runs a program to its end; `seen` is told each line it prints. Null where there is no such program. */
export function command(
  program: string, args: readonly string[], { env, seen }: { readonly env?: Readonly<Record<string, string>>; readonly seen?: (line: string) => void } = {},
): Promise<Ended | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        seen?.(line);
      });
    child.on("error", (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? resolve(null) : reject(error)));
    child.on("close", (code) => resolve({ code, output: lines.join("\n") }));
  });
}
