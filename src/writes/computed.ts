import { digestOf, sha256 } from "../entity/digest.js";

/** A field that follows from others, or what is wrong with the one given. */
export type Computed = { readonly fields: Readonly<Record<string, unknown>> } | { readonly path: string; readonly message: string };

/** Adds the fields that the service computes: a protocol's digest, a chunk's. */
export function computed(label: string, fields: Readonly<Record<string, unknown>>): Computed {
  switch (label) {
    case "TaskVersion": return fields["protocol"] === undefined ? { fields } : protocol(fields);
    case "Chunk": return { fields: fields["text"] == null || fields["digest"] ? fields : { ...fields, digest: sha256(fields["text"] as string) } };
    default: return { fields };
  }
}

function protocol(fields: Readonly<Record<string, unknown>>): Computed {
  const digest = fields["protocol"] === null ? null : digestOf(fields["protocol"]);
  const given = fields["protocolDigest"];
  if (given != null && given !== digest)
    return { path: "protocolDigest", message: `The digest ${given as string} is given, but the protocol's is ${digest}; leave the digest out, it is computed.` };
  return { fields: { ...fields, protocolDigest: digest } };
}
