export type { SealedEvent } from "./audit.queries.js";
export { after, following, streamed, type FollowingContext } from "./events.resolver.js";
export { feed, type Feed } from "./feed.js";
export { startSealer, type Sealer } from "./sealer.js";
