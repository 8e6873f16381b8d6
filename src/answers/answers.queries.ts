import { z } from "zod";
import { query } from "../graph/query.js";
import { int } from "../graph/values.js";

const text = z.string();
const most = z.int().transform(int);
const json = text.transform((given): unknown => JSON.parse(given));
const passage = { id: text, source: text, text };

export const recorded = query("answers/recorded", {
  params: z.object({ system: text, most }),
  row: z.object({
    key: text, session: text.nullable(), input: json.nullable(), output: json.nullable(), citations: z.array(z.object(passage)),
    build: z.object({ task: text, purpose: text.nullable(), language: text.nullable() }).nullable(),
    contexts: z.array(z.object({ ...passage, versionId: text, start: z.number(), end: z.number(), next: text.nullable(), ended: z.number().nullable(), usable: z.boolean() })),
    items: z.array(z.object({ key: text, input: json.nullable(), reference: json.nullable(), assertions: json.nullable(), judged: z.array(z.object({ document: text, grade: z.number() })) })),
  }),
});

export const traced = query("answers/trace", {
  params: z.object({ answer: text.nullable(), chunk: text.nullable(), most }),
  row: z.object({ answer: text, steps: z.array(text), builds: z.array(text), pieces: z.array(text), cited: z.array(text), systems: z.array(text) }),
});

export const judge = query("answers/judge", {
  params: z.object({ judge: text }),
  row: z.object({ kind: text, state: text, settings: json.nullable(), prompts: z.array(text) }),
});

export const labels = query("answers/labels", {
  params: z.object({ workspace: text, metric: text, answers: z.array(text), items: z.array(text) }),
  row: z.object({ type: text, about: text, label: text.nullable(), value: z.number().nullable() }),
});
