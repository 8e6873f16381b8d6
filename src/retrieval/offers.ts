export { ContextPack } from "./context.types.js";
export { markOf, markSecret } from "./mark.js";
export { usualMeasures, type Grades, type Measure } from "./metrics.js";
export { rankedDocuments, type Filters } from "./ranking.js";
export { metricsAmong } from "./retrieval.queries.js";
export { retrieve, type ContextRequest, type Hit, type Pack } from "./retrieve.js";
export { mostTokens } from "./scope.js";
export { defaultSettings, withoutGraph, type RetrievalSettings } from "./settings.js";
export { shown } from "./shown.js";
