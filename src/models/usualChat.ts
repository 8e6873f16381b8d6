import { readConfig } from "../config.js";
import type { Chat } from "./chat.js";
import { chatEndpoint } from "./chatEndpoint.js";

/** The model of the settings; null where none is set. */
export function usualChat(): Chat | null {
  const { model } = readConfig();
  return model === null ? null : chatEndpoint(model);
}
