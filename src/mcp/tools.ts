import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema, ListToolsRequestSchema, type CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { Problem } from "../entity/problem.js";
import { fitted, type Answer } from "./fitted.js";
import { orRpcError, sentence, type Serving } from "./serving.js";
import { resultTokens, type Tool } from "./tool.js";

/** Tells and runs the tools. What goes wrong in one is its result, as MCP has it, so that the model reads it. */
export function serveTools({ server }: McpServer, serving: Serving): void {
  server.registerCapabilities({ tools: {} });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: serving.tools.map(shown) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    const tool = await orRpcError(serving, async () => known(serving.tools, name));
    return run(serving, tool, given).catch((thrown: unknown): CallToolResult => ({ isError: true, content: [{ type: "text", text: sentence(serving, thrown) }] }));
  });
}

/** A tool as clients are told of it. */
export const shown = ({ name, description, input, output, isReadOnly }: Tool) => ({
  name, description, inputSchema: input, outputSchema: output,
  annotations: isReadOnly ? { readOnlyHint: true } : { destructiveHint: false, idempotentHint: true },
});

function known(tools: readonly Tool[], name: string): Tool {
  const found = tools.find((tool) => tool.name === name);
  if (found) return found;
  throw new Problem("BAD_INPUT", `There is no tool ${JSON.stringify(name)}; expected one of ${tools.map((tool) => tool.name).join(", ")}.`);
}

async function run({ ask }: Serving, tool: Tool, given: Readonly<Record<string, unknown>>): Promise<CallToolResult> {
  const { most, variables } = taken(tool, given);
  const answer = await ask(tool.source, variables);
  if (isMissing(answer)) throw new Problem("NOT_FOUND", `Nothing is there, or to be seen by you, under ${JSON.stringify(variables)}; look for it with the tool search.`);
  const structuredContent = { ...fitted(answer, most) };
  return { structuredContent, content: [{ type: "text", text: JSON.stringify(structuredContent) }] };
}

function taken({ name, input: { properties } }: Tool, given: Readonly<Record<string, unknown>>) {
  const unknown = Object.keys(given).find((argument) => !Object.hasOwn(properties, argument));
  if (unknown !== undefined) throw new Problem("BAD_INPUT", `The tool ${name} has no argument ${JSON.stringify(unknown)}; expected some of ${Object.keys(properties).join(", ")}.`);
  const { [resultTokens.name]: most = resultTokens.usual, ...variables } = given;
  if (typeof most !== "number" || !Number.isInteger(most) || most < resultTokens.least || most > resultTokens.most)
    throw new Problem("BAD_INPUT", `${resultTokens.name} is ${JSON.stringify(most)}; expected a whole number, ${resultTokens.least} to ${resultTokens.most}.`);
  return { most, variables };
}

/** Whether what is asked about, which the first field reads, isn't there. */
const isMissing = (answer: Answer): boolean => Object.values(answer)[0] === null;
