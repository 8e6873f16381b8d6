import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";
import { int } from "../graph/values.js";

export const versions = query("documents/versions", {
  params: z.object({ workspace: z.string(), documents: z.array(givenKey), embedder: z.string() }),
  row: z.object({
    document: z.string(), key: z.string(), linkedAs: z.string().nullable(), ordinal: z.number(), textDigest: z.string().nullable(), language: z.string().nullable(),
    validFrom: z.number().nullable(), validTo: z.number().nullable(), embedded: z.array(z.object({ start: z.number(), end: z.number(), isOwn: z.boolean() })),
  }),
});

export const currentOf = query("documents/currentOf", {
  params: z.object({ workspace: z.string(), source: z.string() }),
  row: z.object({ document: z.string(), version: z.string() }),
});

const mention = z.object({ type: z.enum(["Document", "Term"]), key: z.string() });

export const names = query("documents/names", {
  params: z.object({ workspace: z.string() }),
  row: z.object({ ...mention.shape, title: z.string().nullable(), sensitivity: z.number() }),
});

export const naming = query("documents/naming", {
  params: z.object({ workspace: z.string(), versions: z.array(givenKey), phrases: z.array(z.string()), most: z.int().transform(int) }),
  row: z.object({
    version: z.string(), document: z.string(), start: z.number(), end: z.number(), text: z.string(), scope: z.string(), sensitivity: z.number(), mentions: z.array(mention),
  }),
});

export const domains = query("documents/domains", { params: z.object({ workspace: z.string() }), row: z.object({ domain: z.string(), parent: z.string() }) });

export const embedders = query("documents/embedders", {
  params: z.object({ workspace: z.string().nullable() }),
  row: z.object({ workspace: z.string(), embedder: z.string(), chunks: z.number() }),
});

export const otherVectors = query("documents/otherVectors", {
  params: z.object({ workspace: z.string(), embedder: z.string(), after: z.string(), most: z.int().transform(int) }),
  row: z.object({ key: z.string(), version: z.string(), title: z.string().nullable(), start: z.number(), end: z.number(), text: z.string() }),
});
