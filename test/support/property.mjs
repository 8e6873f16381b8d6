// Runs the property test of what packs may hold over 10,000 worlds: `npm run test:property`. It does so in parts with a database each, so that what earlier worlds
// leave behind, such as labels, which Neo4j never forgets, bears on few later ones, and ends with the first part that fails.
import { spawnSync } from "node:child_process";

const [worlds, part] = [10_000, 1_250];
for (let from = 0; from < worlds; from += part) {
  const env = { ...process.env, EVALGRAPH_PROPERTY_FROM: String(from), EVALGRAPH_PROPERTY_CASES: String(part) };
  const { status } = spawnSync("npx", ["vitest", "run", "test/retrieval/scope.test.ts"], { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
  process.stderr.write(`${from + part} of ${worlds} worlds hold.\n`);
}
