// How busy the machine is with work that isn't the bench's: a round in which it was too busy is repeated.
import { readFileSync } from "node:fs";

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
