import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Problem } from "../../entity/problem.js";
import { command } from "./command.js";

/** How often to look whether the folder is free. */
const LOOK_EVERY_MS = 200;

export const pidFile = (folder: string): string => join(folder, "neo4j.pid");

/** The process that runs a server on this folder; null if none does. */
export async function holder(folder: string): Promise<number | null> {
  const pid = Number(await readFile(pidFile(folder), "utf8").catch(() => ""));
  if (!Number.isInteger(pid) || pid <= 0 || !alive(pid)) return null;
  const ps = await command("ps", ["-ww", "-o", "args=", "-p", String(pid)]);
  return ps === null || ps.output.includes(`--home-dir=${folder}`) ? pid : null;
}

/** Waits until nothing holds the folder. @throws Problem UNAVAILABLE naming the process that does, after `patience` ms. */
export async function released(folder: string, patience: number): Promise<void> {
  const end = Date.now() + patience;
  for (let pid = await holder(folder); pid !== null; pid = await holder(folder)) {
    if (Date.now() >= end)
      throw new Problem("UNAVAILABLE",
        `Process ${pid} holds the database in ${folder} and has not let go of it in ${Math.round(patience / 1000)} s. Stop the service that it belongs to, or the process itself (kill ${pid}), then start again; or set EVALGRAPH_HOME to another folder.`);
    await setTimeout(LOOK_EVERY_MS);
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
