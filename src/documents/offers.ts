export type { Span } from "./blocks.js";
export { currentOf } from "./documents.queries.js";
export { embedderName, passageOf, type Embedder } from "./embedder.js";
export { ingestDocuments, type IncomingDocument, type Ingested, type IngestError, type IngestOptions } from "./ingest.js";
export { endpointEmbedder, type Endpoint } from "./endpointEmbedder.js";
export { localEmbedder } from "./localEmbedder.js";
export { reembed, type ReembedReport } from "./reembed.js";
export { tokenCount } from "./tokens.js";
export { usualEmbedder } from "./usualEmbedder.js";
