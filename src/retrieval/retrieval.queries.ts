import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const asOf = z.iso.datetime({ offset: true }).transform(instant);
const whole = z.int().transform(int);

/** For whom, in what and what is asked, of both channels. */
const asked = {
  workspace: z.string(), vector: z.array(z.number()), embedder: z.string(), denied: z.array(z.string()),
  corpora: z.array(givenKey), languages: z.array(z.string()), domains: z.array(givenKey), documents: z.array(givenKey), candidates: whole, asOf,
};
const found = {
  id: z.string(), key: z.string(), text: z.string(), start: z.number(), end: z.number(), next: z.string().nullable(),
  versionId: z.string(), versionKey: z.string(), documentId: z.string(), documentKey: z.string(), title: z.string(), language: z.string().nullable(),
  dense: z.number().nullable(), embedder: z.string().nullable(),
};

export const worded = query("retrieval/worded", { params: z.object({ ...asked, words: z.string(), measured: z.array(z.string()) }), row: z.object({ ...found, fullText: z.number() }) });

export const nearest = query("retrieval/nearest", {
  params: z.object({
    ...asked, indexes: z.array(z.string()), places: z.array(z.object({ scope: z.string(), sensitivity: whole, labels: z.array(z.string()) })),
    chunks: z.array(z.string()), among: z.enum(["chunks", "documents", "corpora", "domains", "workspace", ""]), nearest: whole,
  }),
  row: z.object({ ...found, bound: z.number().nullable() }),
});

export const classes = query("retrieval/classes", {
  params: z.object({ workspace: z.string(), asOf }),
  row: z.object({
    label: z.string(), scope: z.string(), sensitivity: z.number(), embedder: z.string(), isPast: z.boolean(), index: z.string().nullable(), size: z.number(),
    collectionLabel: z.string().nullable(), collectionIndex: z.string().nullable(), collectionSize: z.number(),
  }),
});

export const breadth = query("retrieval/breadth", {
  params: z.object({ workspace: z.string(), corpora: z.array(givenKey), domains: z.array(givenKey), most: whole }),
  row: z.object({ documents: z.number() }),
});

export const neighbourhood = query("retrieval/neighbourhood", {
  params: z.object({
    seeds: z.array(z.string()), task: z.string(), vector: z.array(z.number()), embedder: z.string(), denied: z.array(z.string()),
    widest: whole, longest: whole, nearest: whole, asOf,
  }),
  row: z.object({ from: z.string(), kind: z.string(), relationship: z.string(), to: z.array(z.string()) }),
});

export const ways = query("retrieval/ways", {
  params: z.object({ task: z.string(), documents: z.array(z.string()), asOf }),
  row: z.object({ document: z.string(), ids: z.array(z.string()), types: z.array(z.string()), about: z.string() }),
});

export const configByKey = query("retrieval/config", {
  params: z.object({ workspace: z.string(), key: givenKey }),
  row: z.object({ id: z.string(), key: z.string(), settings: z.string() }),
});

export const judged = query("retrieval/judged", {
  params: z.object({ workspace: z.string(), data: givenKey, split: z.string() }),
  row: z.object({ item: z.string(), input: z.string(), judged: z.array(z.object({ document: z.string(), grade: z.number() })) }),
});

export const metricsAmong = query("retrieval/metrics", { params: z.object({ workspace: z.string(), keys: z.array(z.string()) }), row: z.object({ key: z.string(), min: z.number().nullable(), max: z.number().nullable() }) });

export const secret = query("retrieval/secret", { params: z.object({ name: z.string() }), row: z.object({ value: z.string() }) });
