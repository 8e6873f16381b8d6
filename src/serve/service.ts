import { apollo } from "../api/apollo.js";
import { stylePath } from "../api/browser.js";
import { figures } from "../api/figures.js";
import { handler } from "../api/http.js";
import type { Service } from "../api/request.js";
import { resolvers } from "../api/resolvers.js";
import { apiSchema } from "../api/schema.js";
import { operationNames, trusted } from "../api/trusted.js";
import { entities } from "../catalogue.js";
import type { Output } from "../commands/output.js";
import type { Config } from "../config.js";
import { Problem } from "../entity/problem.js";
import { embeddingModel } from "../graph/embedded/model.js";
import { migrate } from "../graph/migrate.js";
import { openDatabase, type Opened } from "../graph/open.js";
import { readTools } from "../mcp/tool.js";
import { usualWorkspace, viewers } from "../workspaces/offers.js";
import { loadSeeds, seedNames } from "./seeds.js";
import { takeDoor } from "./door.js";
import { startLive, type Live } from "./live.js";
import { logger } from "./logger.js";

/** The running service, with what a person needs to find it. */
export interface Running {
  readonly url: string;
  readonly workspace: string;
  /** Names of the seeds that are kept loaded. */
  readonly seeds: readonly string[];
  readonly opened: Opened;
  /** Ends the service, and the database if it was started here. */
  stop(): Promise<void>;
}

/** From settings to a service that answers: port, database, migrations, seeds, API. What was begun is ended when a step fails. */
export async function startService(config: Config, out: Output): Promise<Running> {
  const url = `http://${shown(config.host)}:${config.port}`;
  const door = await takeDoor(config);
  const opening = fetchEmbedder(config, out).then(() => openDatabase({ ...config, styleUrl: `${url}${stylePath}` }, out.say));
  let live: Live | undefined;
  const stop = async () => {
    await Promise.all([door.close(), live?.stop()]);
    await opening.then(({ close }) => close(), () => undefined);
  };
  try {
    const log = logger(config);
    // While the database starts in a process of its own: the schema takes a second.
    const schema = apiSchema(entities, resolvers);
    const server = apollo(schema, log, { limits: config.limits });
    const [opened] = await Promise.all([opening, server.start()]);
    await migrate(opened.database, out.say);
    await loadSeeds(opened.database, config.seeds, out);
    const workspace = await usualWorkspace(opened.database, config.workspace);
    live = startLive(opened.database, log);
    const service: Service = {
      catalogue: entities, database: opened.database, workspace, smallCounts: config.smallCounts, kept: config.kept, viewers: viewers(viewerLifetime), wrote: live.wrote,
    };
    const shared = { service, log, hosts: config.hosts, figures: figures(opened.database, new Set(operationNames())), ...(config.trusted && { trusted: trusted() }) };
    const { stream, upgrade } = live.answer({ ...shared, schema, limits: config.limits });
    door.open(handler({ ...shared, server, tools: readTools(schema), browser: opened.embedded, stream }), upgrade);
    return { url, workspace, seeds: await seedNames(config.seeds), opened, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How long a viewer is known, in ms: so long can a grant that another replica took away still count here. */
const viewerLifetime = 1_000;

/** With a database of its own the service can do without: then only what needs vectors is refused. */
async function fetchEmbedder({ home, neo4j, embedder }: Config, out: Output): Promise<void> {
  if (embedder !== null) return;
  try {
    await embeddingModel(home, out.say);
  } catch (error) {
    if (neo4j === null || !(error instanceof Problem)) throw error;
    out.say(`${error.message} Until then documents can't be taken in, and context isn't retrieved.`);
  }
}

const shown = (host: string): string => (host.includes(":") && !host.startsWith("[") ? `[${host}]` : host);
