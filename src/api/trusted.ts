import { readdirSync, readFileSync } from "node:fs";
import { sha256 } from "../entity/digest.js";
import { Problem } from "../entity/problem.js";

/** The operations that came with the service, which in trusted mode are all that it runs. */
export interface Trusted {
  /** The text of an operation by its SHA-256, in hexadecimal. */
  readonly texts: ReadonlyMap<string, string>;
}

const schemaFolder = new URL("../../schema/", import.meta.url);

/** Names of the operations in `schema/operations/`, in order. */
export const operationNames = (): readonly string[] => readdirSync(new URL("operations/", schemaFolder))
  .filter((file) => file.endsWith(".graphql")).map((file) => file.replace(".graphql", "")).sort();

/** The SHA-256 of each text in `schema/operations/` and its name there: what `schema/trusted.json` holds. */
export const manifest = (): Readonly<Record<string, string>> => Object.fromEntries(operationNames().map((name) => [sha256(textOf(name)), name]));

const textOf = (name: string): string => readFileSync(new URL(`operations/${name}.graphql`, schemaFolder), "utf8");

/** What `schema/trusted.json` says, with the texts. @throws Problem CONFLICT where a text isn't the one that was trusted. */
export function trusted(): Trusted {
  const said = JSON.parse(readFileSync(new URL("trusted.json", schemaFolder), "utf8")) as Readonly<Record<string, string>>;
  const found = manifest();
  const changed = Object.entries(said).find(([digest, name]) => found[digest] !== name);
  if (changed) throw new Problem("CONFLICT", `schema/operations/${changed[1]}.graphql isn't the text that schema/trusted.json was made from; run npm run schema if the change is meant.`);
  return { texts: new Map(Object.entries(said).map(([digest, name]) => [digest, textOf(name)])) };
}

/** A request's operation as it was sent: its text, or in `extensions.persistedQuery.sha256Hash` that of its text. */
export interface Sent {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

/** The text to run. @throws Problem FORBIDDEN for anything that isn't trusted, introspection too. */
export function admitted({ texts }: Trusted, { query, extensions }: Sent): string {
  const digest = typeof query === "string" ? sha256(query) : digestIn(extensions);
  const text = typeof digest === "string" ? texts.get(digest) : undefined;
  if (text !== undefined) return text;
  throw new Problem("FORBIDDEN", "This operation is none that the service was set to trust; send one of schema/operations by its exact text or as its SHA-256 in extensions.persistedQuery.sha256Hash, or have EVALGRAPH_TRUSTED set to 0.");
}

const digestIn = (extensions: unknown): unknown => (extensions as { readonly persistedQuery?: { readonly sha256Hash?: unknown } | null } | null | undefined)?.persistedQuery?.sha256Hash;

/** A body or query string with the trusted text in place of what was sent. */
export function admittedRequest(known: Trusted, { body, search }: { readonly body: unknown; readonly search: string }): { readonly body: unknown; readonly search: string } {
  if (typeof body === "object" && body !== null) {
    const { extensions: _extensions, ...rest } = body as Record<string, unknown>;
    return { search, body: { ...rest, query: admitted(known, body) } };
  }
  const asked = new URLSearchParams(search);
  const query = admitted(known, { query: asked.get("query") ?? undefined, extensions: parsed(asked.get("extensions")) });
  asked.delete("extensions");
  asked.set("query", query);
  return { body, search: `?${asked}` };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
