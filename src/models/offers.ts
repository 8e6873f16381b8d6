export type { Chat, Message } from "./chat.js";
export { chatEndpoint, type ChatEndpoint } from "./chatEndpoint.js";
export { isBusy, pauseAfter, post, refusal, unreachable, type Endpoint } from "./endpoint.js";
export { usualChat } from "./usualChat.js";
