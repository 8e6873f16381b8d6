import { createServer, type AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { readConfig } from "../../src/config.js";
import type { Embedded } from "../../src/graph/embedded/embedded.js";
import { startMigrated } from "./template.js";

export type DatabaseAddress = Pick<Embedded, "uri" | "user" | "password" | "browserUrl">;

declare module "vitest" {
  interface ProvidedContext {
    /** A connection to it is answered with the address of the run's database, as JSON. */
    readonly databaseDoor: number;
  }
}

/**
 * One embedded Neo4j for a run, whatever NEO4J_URI says, started when the first test asks for it: a run of pure tests does
 * without. It is started here and not in a worker, because it lives as long as the process that started it. With
 * EVALGRAPH_TEST_DATABASE, which `npm run test:database` prints, it is one that is kept from run to run.
 */
export default async function databaseForTheRun(project: TestProject): Promise<() => Promise<void>> {
  const kept = process.env["EVALGRAPH_TEST_DATABASE"];
  if (kept !== undefined) {
    project.provide("databaseDoor", Number(kept));
    return async () => undefined;
  }
  let running: Promise<Embedded> | undefined;
  const door = createServer((socket) => {
    socket.on("error", () => {});
    running ??= started();
    running.then(({ uri, user, password, browserUrl }) => socket.end(JSON.stringify({ uri, user, password, browserUrl } satisfies DatabaseAddress)),
      (error: unknown) => socket.end(JSON.stringify({ problem: error instanceof Error ? error.message : String(error) })));
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  project.provide("databaseDoor", (door.address() as AddressInfo).port);
  return async () => {
    door.close();
    await (await running?.catch(() => undefined))?.stop();
  };
}

const started = (): Promise<Embedded> => startMigrated(readConfig().home, (message) => process.stderr.write(`${message}\n`));
