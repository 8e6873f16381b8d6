import { ulid } from "ulid";
import { apollo } from "../api/apollo.js";
import { bookmarksOf, bookmarkHeader } from "../api/bookmarks.js";
import { contextOf } from "../api/request.js";
import { resolvers } from "../api/resolvers.js";
import { apiSchema } from "../api/schema.js";
import { entities } from "../catalogue.js";
import { asking } from "../mcp/ask.js";
import { serveStdio } from "../mcp/stdio.js";
import { readTools } from "../mcp/tool.js";
import { logger } from "../serve/logger.js";
import { withCaller, withDatabase, type Shared } from "./options.js";
import type { AddCommand } from "./addCommand.js";

export const addMcp: AddCommand = (program) => withCaller(program.command("mcp"))
  .description("serve the Model Context Protocol on standard input and output, for a client that starts it; over HTTP the service has it at /mcp")
  .action((options: Omit<Shared, "json">) => withDatabase(options, async ({ config, opened, context: { viewer, workspace } }) => {
    const log = logger(config);
    const schema = apiSchema(entities, resolvers);
    const server = apollo(schema, log, { limits: config.limits });
    await server.start();
    const service = { catalogue: entities, database: opened.database, workspace, smallCounts: config.smallCounts, kept: config.kept };
    let written: string | null = null;
    const ask = asking({
      server,
      context: () => contextOf(service, viewer.principal, ulid(), written === null ? [] : bookmarksOf({ [bookmarkHeader]: written })),
      answered: async ({ bookmark }) => void (written = await bookmark() ?? written),
    });
    await serveStdio({ ask, tools: readTools(schema), workspace, log, request: ulid() });
  }));
