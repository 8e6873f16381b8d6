export { ContextPack } from "./context.types.js";
export { retrieve, type ContextRequest, type Filters, type Hit, type Pack } from "./retrieve.js";
export { mostTokens } from "./scope.js";
export { defaultSettings, type RetrievalSettings } from "./settings.js";
export { shown } from "./shown.js";
