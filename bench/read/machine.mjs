// How busy the machine is with work that isn't the bench's: a round in which it was too busy is repeated.
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

const tickMs = 10;

/** CPU that all processes have used since the machine began, in ms; null where the system doesn't tell (it does on Linux). */
export function machineMs() {
  const line = contents("/proc/stat")?.split("\n")[0];
  if (line === undefined) return null;
  const [user, nice, system, , , interrupts, softInterrupts] = line.trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + interrupts + softInterrupts) * tickMs;
}

/** CPU that a process has used, in ms; 0 where the system doesn't tell. */
export function processMs(pid) {
  const fields = contents(`/proc/${pid}/stat`)?.split(") ")[1]?.split(" ");
  return fields ? (Number(fields[11]) + Number(fields[12])) * tickMs : 0;
}

/** Waits until a process has used less than a twentieth of a processor for some seconds; five minutes at most. */
export async function atRest(pid) {
  const [looks, pauseMs, enough] = [300, 1_000, 3];
  for (let look = 0, quiet = 0; look < looks && quiet < enough; look += 1) {
    const before = processMs(pid);
    await setTimeout(pauseMs);
    quiet = processMs(pid) - before < pauseMs / 20 ? quiet + 1 : 0;
  }
}

export function ownMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function contents(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
