export { embedderName, type Embedder } from "./embedder.js";
export { ingestDocuments, type IncomingDocument, type Ingested, type IngestError, type IngestOptions } from "./ingest.js";
export { localEmbedder } from "./localEmbedder.js";
export { tokenCount } from "./tokens.js";
