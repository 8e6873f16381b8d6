import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/eachFile.ts"],
    globalSetup: ["test/support/globalSetup.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Databases that tests start for themselves live for a minute: compiling their code well would take longer than it saves.
    env: { JDK_JAVA_OPTIONS: "-XX:TieredStopAtLevel=1" },
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
