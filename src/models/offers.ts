export type { Chat, Message } from "./chat.js";
export { atOnce, chatEndpoint, type ChatEndpoint } from "./chatEndpoint.js";
export { isBusy, pauseAfter, post, refusal, unreachable, type Endpoint } from "./endpoint.js";
export { usualChat } from "./usualChat.js";
export { workThrough } from "./workThrough.js";
