/** Where subscriptions are answered, as server-sent events and over WebSockets. */
export const streamPath = "/graphql/stream";
