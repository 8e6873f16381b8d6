import { readdirSync, readFileSync } from "node:fs";
import { sha256 } from "../entity/digest.js";
import { Problem } from "../entity/problem.js";

/** The operations that came with the service, which in trusted mode are all that it runs. */
export interface Trusted {
  /** The text of an operation by its SHA-256, in hexadecimal. */
  readonly texts: ReadonlyMap<string, string>;
}

const schemaFolder = new URL("../../schema/", import.meta.url);

/** Names of the operations in `schema/operations/`, which are answered at `/graphql`, in order. */
export const operationNames = (): readonly string[] => namesIn("operations");

/** The SHA-256 of each text in `schema/operations/` and `schema/subscriptions/`, and its name there: what `schema/trusted.json` holds. */
export const manifest = (): Readonly<Record<string, string>> => Object.fromEntries([...texts()].map(([digest, { name }]) => [digest, name]));

/** What `schema/trusted.json` says, with the texts. @throws Problem CONFLICT where a text isn't the one that was trusted. */
export function trusted(): Trusted {
  const said = JSON.parse(readFileSync(new URL("trusted.json", schemaFolder), "utf8")) as Readonly<Record<string, string>>;
  const found = texts();
  const changed = Object.entries(said).find(([digest, name]) => found.get(digest)?.name !== name);
  if (changed) throw new Problem("CONFLICT", `The text of ${changed[1]} in schema/ isn't the one that schema/trusted.json was made from; run npm run schema if the change is meant.`);
  return { texts: new Map(Object.keys(said).map((digest) => [digest, found.get(digest)!.text])) };
}

interface Ready {
  readonly name: string;
  readonly text: string;
}

/** Subscriptions have a folder of their own: they are answered at `/graphql/stream`, event by event, and never end. */
const texts = (): ReadonlyMap<string, Ready> => new Map(["operations", "subscriptions"].flatMap((folder) => namesIn(folder).map((name): [string, Ready] => {
  const text = readFileSync(new URL(`${folder}/${name}.graphql`, schemaFolder), "utf8");
  return [sha256(text), { name, text }];
})));

const namesIn = (folder: string): readonly string[] => readdirSync(new URL(`${folder}/`, schemaFolder))
  .filter((file) => file.endsWith(".graphql")).map((file) => file.replace(".graphql", "")).sort();

/**
 * A request's operation as it was sent: its text, or in `extensions.persistedQuery.sha256Hash` that of its text. The protocols of
 * subscriptions need a text beside the digest; there it is empty.
 */
export interface Sent {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

/** The text to run. @throws Problem FORBIDDEN for anything that isn't trusted, introspection too. */
export function admitted({ texts }: Trusted, { query, extensions }: Sent): string {
  const digest = typeof query === "string" && query !== "" ? sha256(query) : digestIn(extensions);
  const text = typeof digest === "string" ? texts.get(digest) : undefined;
  if (text !== undefined) return text;
  throw new Problem("FORBIDDEN", "This operation is none that the service was set to trust; send one of schema/operations, or of schema/subscriptions, by its exact text or as its SHA-256 in extensions.persistedQuery.sha256Hash, or have EVALGRAPH_TRUSTED set to 0.");
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
