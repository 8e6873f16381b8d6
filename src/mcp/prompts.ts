import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { GetPromptRequestSchema, ListPromptsRequestSchema, type GetPromptResult } from "@modelcontextprotocol/sdk/types.js";
import { Problem } from "../entity/problem.js";
import { governed, type Governed } from "./governed.js";
import { argumentsOf, valuesOf } from "./promptArguments.js";
import { orRpcError, type Serving } from "./serving.js";

/** Approved prompts: a list in pages, and each as the messages that the service builds for its task. */
export function servePrompts({ server }: McpServer, serving: Serving): void {
  server.registerCapabilities({ prompts: {} });
  server.setRequestHandler(ListPromptsRequestSchema, ({ params }) => orRpcError(serving, async () => {
    const { found, next } = await governed(serving, { after: params?.cursor });
    return { prompts: found.map(shown), ...(next !== null && { nextCursor: next }) };
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params: { name, arguments: given = {} } }) => orRpcError(serving, () => get(serving, name, given)));
}

const shown = ({ key, title, task, version, template }: Governed) => ({ name: key, title, description: `Version ${version}, for the task ${task}.`, arguments: argumentsOf(template) });

const preview = `query previewPrompt($input: BuildPromptInput!, $workspace: String) {
  previewPrompt(input: $input, workspace: $workspace) { digest tokens messages { role content } promptVersion { key } }
}`;

interface Previewed {
  readonly previewPrompt: { readonly digest: string; readonly tokens: number; readonly promptVersion: { readonly key: string }; readonly messages: readonly { readonly role: string; readonly content: string }[] };
}

/** MCP knows no system's message: it comes as the user's, with the role that it has in `_meta`. */
async function get(serving: Serving, name: string, given: Readonly<Record<string, string>>): Promise<GetPromptResult> {
  const { ask, workspace } = serving;
  const { found: [prompt] } = await governed(serving, { key: name });
  if (!prompt) throw new Problem("NOT_FOUND", `There is no approved prompt ${JSON.stringify(name)} in the workspace ${workspace}; prompts/list has those that you may use.`);
  const input = { task: prompt.task, prompt: prompt.key, variables: valuesOf(prompt.template, given) };
  const { previewPrompt: { digest, tokens, promptVersion, messages } } = await ask(preview, { input, workspace }) as unknown as Previewed;
  return {
    description: `${prompt.title}: version ${promptVersion.key}, for the task ${prompt.task}; ${tokens} tokens.`,
    messages: messages.map(({ role, content }) => ({ role: role === "assistant" ? role : "user" as const, content: { type: "text" as const, text: content, _meta: { role } } })),
    _meta: { digest },
  };
}
