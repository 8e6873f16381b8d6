import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** What changes, or looks at, something that a process has once: a stand-in for a module, the environment, a global registry, a database or process of its own. */
const aboutItsProcess = /vi\.(?:mock|stub|spyOn|useFakeTimers)|process\.env|setGlobal|startMigrated|startEphemeral|child_process|worker_threads|support\/printed/;
const files = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts")).map((file) => `test/${file}`);
const isAlone = (file: string): boolean => aboutItsProcess.test(readFileSync(file, "utf8"));

export default defineConfig({
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    setupFiles: ["test/support/eachFile.ts"],
    globalSetup: ["test/support/globalSetup.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Databases that tests start for themselves live for a minute: compiling their code well would take longer than it saves.
    env: { JDK_JAVA_OPTIONS: "-XX:TieredStopAtLevel=1" },
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // The others share workers, which load what they import, make the schema and read the embedding model once.
    projects: [
      { extends: true, test: { name: "alone", include: files.filter(isAlone) } },
      { extends: true, test: { name: "shared", include: files.filter((file) => !isAlone(file)), isolate: false } },
    ],
  },
});
