import { setImmediate } from "node:timers/promises";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { mcpServer } from "./server.js";
import type { Serving } from "./serving.js";

/** Serves MCP on standard input and output until the input ends, or the process is told to end. What was asked by then is answered first. */
export async function serveStdio(serving: Serving): Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  const server = mcpServer({
    ...serving,
    ask: (source, variables) => {
      const answer = serving.ask(source, variables);
      underWay.add(answer);
      void answer.catch(() => undefined).finally(() => underWay.delete(answer));
      return answer;
    },
  });
  const ended = endOfInput();
  await server.connect(new StdioServerTransport());
  await ended;
  do {
    await Promise.allSettled(underWay);
    await setImmediate();
  } while (underWay.size > 0);
  await server.close();
}

const endOfInput = (): Promise<void> => new Promise((resolve) => {
  process.stdin.once("end", resolve).once("close", resolve);
  process.stdout.once("error", () => resolve());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
});
