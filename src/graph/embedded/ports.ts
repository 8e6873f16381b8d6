import { createServer, type AddressInfo } from "node:net";
import { Problem } from "../../entity/problem.js";
import { LOOPBACK } from "./conf.js";

/** Whether nothing listens on this port of the loopback address. */
export const isFree = (port: number): Promise<boolean> => listened(port).then(() => true, () => false);

/** A port that nothing listens on, chosen by the system. */
export const freePort = (): Promise<number> => listened(0);

/** @throws Problem UNAVAILABLE naming the setting whose port is in use. */
export async function requireFree(port: number, setting: "EVALGRAPH_BOLT_PORT" | "EVALGRAPH_BROWSER_PORT"): Promise<void> {
  if (await isFree(port)) return;
  throw new Problem("UNAVAILABLE",
    `Port ${port} on ${LOOPBACK} is in use, and the embedded Neo4j needs it. Set ${setting} to a free port, or NEO4J_URI to use a database that is already there.`);
}

function listened(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      const { port: chosen } = server.address() as AddressInfo;
      server.close(() => resolve(chosen));
    });
  });
}
