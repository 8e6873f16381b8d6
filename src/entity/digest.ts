import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** SHA-256 over canonical JSON (RFC 8785), lower-case hex. It tells sameness of content and is never an identity of runs. */
export const digestOf = (value: unknown): string => sha256(serialize(value) ?? "null");

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The package is CommonJS: its function is the module, which its types don't say. */
const serialize = canonicalize as unknown as (value: unknown) => string | undefined;
