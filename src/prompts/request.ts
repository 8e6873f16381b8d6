import type { Filters } from "../retrieval/offers.js";
import type { Variables } from "./mustache.js";

/** What a prompt is wanted for. */
export interface PromptRequest {
  readonly workspace: string;
  /** Key of the task. */
  readonly task: string;
  readonly variables: Variables;
  readonly maxTokens: number;
  readonly purpose: string | null;
  /** BCP 47: which wording and which examples are preferred. */
  readonly language: string | null;
  /** Key of one of the task's prompts; the one that fits best unless given. */
  readonly prompt: string | null;
  /** Alias of that prompt, such as `production`: then the version that it leads to. */
  readonly alias?: string | null;
  /** Key of a version that is tried before it is approved; for scenarios only. */
  readonly version?: string | null;
  /** What to find passages for; the texts among the variables unless given. */
  readonly query: string | null;
  readonly filters: Filters;
  /** ISO 8601; now unless given. */
  readonly asOf: string | null;
}

/** What policies are asked about besides the task, as far as it is given. */
export const stated = ({ purpose, language }: Pick<PromptRequest, "purpose" | "language">): { readonly purpose?: string; readonly language?: string } =>
  ({ ...(purpose && { purpose }), ...(language && { language }) });
