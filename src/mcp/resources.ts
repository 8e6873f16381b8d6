import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { ListResourcesRequestSchema, ListResourceTemplatesRequestSchema, ReadResourceRequestSchema, type ReadResourceResult } from "@modelcontextprotocol/sdk/types.js";
import { Problem } from "../entity/problem.js";
import { stretch, type Passage } from "./passages.js";
import { orRpcError, type Serving } from "./serving.js";
import { documentTemplate, placeOf, uriOf, type DocumentPlace } from "./uri.js";

const mimeType = "text/markdown";

/** Documents as resources: a list in pages, and the text of the version that is current, in parts where it is long. */
export function serveResources({ server }: McpServer, serving: Serving): void {
  server.registerCapabilities({ resources: {} });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [{ name: "document", uriTemplate: documentTemplate, mimeType, description: "The current text of a document, by its key; from an offset on with start." }],
  }));
  server.setRequestHandler(ListResourcesRequestSchema, ({ params }) => orRpcError(serving, () => page(serving, params?.cursor)));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => orRpcError(serving, () => read(serving, placeOf(params.uri), params.uri)));
}

const documents = `query documents($after: String, $workspace: String) {
  documents(first: 100, after: $after, workspace: $workspace) {
    pageInfo { hasNextPage endCursor }
    nodes { key title }
  }
}`;

interface Page {
  readonly documents: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }; readonly nodes: readonly { readonly key: string; readonly title: string }[] };
}

async function page({ ask, workspace }: Serving, after: string | undefined) {
  const { documents: { pageInfo, nodes } } = await ask(documents, { workspace, ...(after !== undefined && { after }) }) as unknown as Page;
  return {
    resources: nodes.map(({ key, title }) => ({ uri: uriOf({ workspace, key, start: 0 }), name: key, title, mimeType })),
    ...(pageInfo.hasNextPage && pageInfo.endCursor !== null && { nextCursor: pageInfo.endCursor }),
  };
}

/** The chunks that begin within a window of the text; and whether there are any behind it. */
const chunks = `query document($key: String!, $now: DateTime!, $from: Int!, $until: Int!, $after: String, $workspace: String) {
  document(key: $key, workspace: $workspace) {
    versions(first: 1, orderBy: [{ field: ORDINAL, direction: DESC }], filter: { state: { ne: RETIRED }, and: [
      { or: [{ validFrom: { isNull: true } }, { validFrom: { lte: $now } }] }, { or: [{ validTo: { isNull: true } }, { validTo: { gt: $now } }] }
    ] }) {
      nodes {
        key
        chunks(first: 500, after: $after, filter: { end: { gt: $from }, start: { lt: $until } }) { pageInfo { hasNextPage endCursor } nodes { start end text } }
        rest: chunks(first: 1, filter: { start: { gte: $until } }) { nodes { start } }
      }
    }
  }
}`;

interface Found {
  readonly document: {
    readonly versions: { readonly nodes: readonly {
      readonly key: string;
      readonly chunks: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }; readonly nodes: readonly Passage[] };
      readonly rest: { readonly nodes: readonly unknown[] };
    }[] };
  } | null;
}

/** Most tokens of a document that are read at once. */
const mostTokens = 8_000;
/** So many characters hold as many tokens in most texts. */
const mostCharacters = 4 * mostTokens;

async function read(serving: Serving, place: DocumentPlace, uri: string): Promise<ReadResourceResult> {
  const until = place.start + mostCharacters;
  const { version, passages, goesOn } = await window(serving, place, until);
  const { text, end } = stretch(passages, place.start, mostTokens);
  const isShort = passages.some((passage) => passage.end > end);
  const rest = uriOf({ ...place, start: isShort ? end : Math.max(end, until) });
  return {
    contents: [
      { uri, mimeType, text, _meta: { version } },
      ...(isShort || goesOn ? [{ uri: rest, mimeType: "text/plain", text: `The document goes on; read ${rest} for the rest.` }] : []),
    ],
  };
}

/** All chunks of the current version that are in a window, and whether there are any behind it. */
async function window({ ask }: Serving, { workspace, key, start }: DocumentPlace, until: number) {
  const now = new Date().toISOString();
  const passages: Passage[] = [];
  let after: string | null = null;
  for (;;) {
    const { document } = await ask(chunks, { key, workspace, now, from: start, until, after }) as unknown as Found;
    const [version] = document?.versions.nodes ?? [];
    if (!version) throw new Problem("NOT_FOUND", `There is no document ${JSON.stringify(key)} with a current version in the workspace ${workspace}; resources/list has those that you may read.`);
    passages.push(...version.chunks.nodes);
    if (!version.chunks.pageInfo.hasNextPage) return { version: version.key, passages, goesOn: version.rest.nodes.length > 0 };
    after = version.chunks.pageInfo.endCursor;
  }
}
