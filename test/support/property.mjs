// Runs the property test of what packs may hold over 10,000 worlds, in parts with a database each: `npm run test:property`. Each world leaves labels that Neo4j
// never forgets, and tens of thousands of them slow it down.
import { spawnSync } from "node:child_process";

const [worlds, part] = [10_000, 1_250];
for (let from = 0; from < worlds; from += part) {
  const env = { ...process.env, EVALGRAPH_PROPERTY_FROM: String(from), EVALGRAPH_PROPERTY_CASES: String(part) };
  const { status } = spawnSync("npx", ["vitest", "run", "test/retrieval/scope.test.ts"], { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
  process.stderr.write(`${from + part} of ${worlds} worlds hold.\n`);
}
