import type { Logger } from "pino";
import { told } from "../api/errors.js";
import type { ProblemCode } from "../entity/problem.js";
import type { Ask } from "./ask.js";
import type { Tool } from "./tool.js";

/** What the requests of one connection are answered with. */
export interface Serving {
  readonly ask: Ask;
  readonly tools: readonly Tool[];
  /** Workspace of whatever names none. */
  readonly workspace: string;
  readonly log: Logger;
  /** Identifier of the request, as in the log. */
  readonly request: string;
}

/** What a client is told of anything thrown: one sentence, never a stack. */
export const sentence = ({ log, request }: Serving, thrown: unknown): string => told(thrown, log, request).message;

/** Answers, or fails as JSON-RPC has it: with a number, the sentence, and the code that GraphQL has for it. */
export async function orRpcError<T>({ log, request }: Serving, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const { message, extensions } = told(thrown, log, request);
    throw Object.assign(new Error(message), { code: rpcCodes[extensions.code], data: extensions });
  }
}

/** Invalid params and internal error are JSON-RPC's, resource not found is MCP's. */
const rpcCodes: Readonly<Record<ProblemCode, number>> = { BAD_INPUT: -32602, NOT_FOUND: -32002, FORBIDDEN: -32602, CONFLICT: -32602, UNAVAILABLE: -32603, INTERNAL: -32603 };
