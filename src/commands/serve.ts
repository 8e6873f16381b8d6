import { readConfig } from "../config.js";
import type { Running as Embedded } from "../graph/embedded/embedded.js";
import { startService, type Running } from "../serve/service.js";
import { output } from "./output.js";
import type { AddCommand } from "./addCommand.js";

export const addServe: AddCommand = (program) => program.command("serve")
  .description("start the service and, unless NEO4J_URI is set, its own Neo4j; Ctrl-C ends both")
  .option("--json", "print what to open as JSON")
  .action(async ({ json }: { readonly json?: true }) => {
    const out = output({ json: json === true });
    const ended = endOfProcess();
    const starting = startService(readConfig(), out);
    const running = await Promise.race([starting, ended]);
    if (running === undefined) process.exit();
    const { url, workspace, seeds, opened } = running;
    out.result({ ready: true, workspace, seeds, graphiql: `${url}/graphiql`, graphql: `${url}/graphql`, health: `${url}/readyz`, neo4jBrowser: opened.embedded && shownBrowser(opened.embedded) }, () => ready(running));
    await Promise.race([ended, opened.ended]);
    await running.stop();
  });

const shownBrowser = ({ user, passwordFile, browserUrl }: Embedded) => ({ url: browserUrl, user, passwordFile });

/**
 * Settles at the first SIGINT or SIGTERM. Before the service is ready the process ends there and then: the database's guard ends
 * that too, what was written is whole transactions, and the next start goes on from there. At the second signal it ends at once.
 */
const endOfProcess = (): Promise<undefined> => new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => {
    resolve(undefined);
    process.once(signal, () => process.exit(1));
  });
});

const ready = ({ url, workspace, seeds, opened }: Running): string => [
  "",
  `evalgraph is ready; the workspace is ${workspace}, the seeds are ${seeds.join(", ") || "none"}.`,
  `  GraphiQL       ${url}/graphiql`,
  `  GraphQL API    ${url}/graphql`,
  `  Health         ${url}/readyz`,
  ...(opened.embedded ? [`  Neo4j Browser  ${url}/browser`, `                 user ${opened.embedded.user}, password in ${opened.embedded.passwordFile}`] : []),
  "Ctrl-C ends it.",
].join("\n");
