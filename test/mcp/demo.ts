import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { onTestFinished } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { loadSeed } from "../../src/seeds/loadSeed.js";
import { owner } from "../support/ask.js";
import { freshWorkspace } from "../support/database.js";

/** The demo world in a workspace of its own. */
export async function demoWorld(database: Database): Promise<string> {
  const workspace = freshWorkspace();
  const { problems } = await loadSeed({ graph: database.session(), workspace, principal: owner.principal, viewer: owner, request: "test" }, "seeds/it-assistant", { workspace });
  if (problems.length > 0) throw new Error(`Not loaded: ${JSON.stringify(problems.slice(0, 3))}`);
  await database.write("test/await", (transaction) => transaction.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {}));
  return workspace;
}

/** The SDK's own client, connected by this transport until the test ends. */
export async function connected(transport: Transport): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  onTestFinished(() => client.close());
  await client.connect(transport);
  return client;
}

/** One over HTTP, as this principal. */
export const overHttp = (root: string, { principal, workspace }: { readonly principal?: string; readonly workspace?: string } = {}): Promise<Client> =>
  connected(new StreamableHTTPClientTransport(new URL(`/mcp${workspace === undefined ? "" : `?workspace=${workspace}`}`, root), { requestInit: { headers: { ...(principal !== undefined && { "evalgraph-principal": principal }) } } }) as Transport);

/** What a tool gave, as structured content and as text. */
export interface Called {
  readonly isError: boolean;
  readonly text: string;
  readonly data: Record<string, any>;
}

export async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Called> {
  const { isError = false, content, structuredContent } = await client.callTool({ name, arguments: args });
  return { isError: isError === true, text: (content as readonly { readonly text: string }[])[0]!.text, data: (structuredContent ?? {}) as Record<string, any> };
}
