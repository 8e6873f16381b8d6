// Loaded into each contender before its own code: tells the bench what the process has used since it began, and ends it when told
// to, in a way that lets a CPU profile be written.
import { PerformanceObserver } from "node:perf_hooks";

let collectionMs = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) collectionMs += duration;
}).observe({ entryTypes: ["gc"] });

process.on("disconnect", () => process.exit(0));
process.on("message", (message) => {
  if (message === "end") process.exit(0);
  const { user, system } = process.cpuUsage();
  process.send({ cpuMs: (user + system) / 1000, collectionMs });
});
