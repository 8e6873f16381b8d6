import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const asOf = z.iso.datetime({ offset: true }).transform(instant);
const json = z.string().transform((text): unknown => JSON.parse(text));
const variables = json.pipe(z.record(z.string(), z.unknown())).nullable();
const example = { id: z.string(), key: z.string(), input: json, output: json, label: z.string().nullable() };
const limit = z.int().transform(int);

export const chosen = query("prompts/chosen", {
  params: z.object({ task: z.string(), prompt: givenKey.nullable(), alias: z.string().nullable(), version: z.string().nullable(), language: z.string().nullable(), asOf }),
  row: z.object({
    id: z.string(), key: z.string(), template: z.string(), variables, language: z.string().nullable(), owner: z.string(),
    parts: z.array(z.object({ id: z.string(), key: z.string(), prompt: z.string(), template: z.string(), state: z.string() })),
    shown: z.array(z.object(example)),
  }),
});

export const demonstrations = query("prompts/demonstrations", {
  params: z.object({ task: z.string(), language: z.string().nullable(), limit }),
  row: z.object({ ...example, language: z.string().nullable() }),
});

export const items = query("prompts/items", {
  params: z.object({ data: z.string(), portion: z.string().nullable(), limit }),
  row: z.object({ input: json }),
});

export const leaks = query("prompts/leaks", {
  params: z.object({ task: z.string(), examples: z.array(z.string()) }),
  row: z.object({
    id: z.string(), portion: z.string().nullable(), items: z.number(), revision: z.number(), examples: z.array(z.string()),
    overlaps: z.array(z.object({ example: z.string(), part: z.string().nullable(), splits: json.nullable(), isFound: z.boolean() })),
  }),
});

export const rules = query("prompts/rules", {
  params: z.object({ policies: z.array(z.string()) }),
  row: z.object({ id: z.string(), key: z.string(), text: z.string() }),
});

export const scenarios = query("prompts/scenarios", {
  params: z.object({ version: z.string() }),
  row: z.object({ id: z.string(), key: z.string(), input: json, assertions: json, task: z.string(), version: z.string() }),
});

export const versions = query("prompts/versions", {
  params: z.object({ workspace: z.string(), keys: z.array(givenKey) }),
  row: z.object({
    id: z.string(), key: z.string(), state: z.string(), template: z.string(), variables, language: z.string().nullable(),
    parts: z.array(z.object({ key: z.string(), prompt: z.string(), template: z.string(), state: z.string() })), shown: z.array(z.string()),
  }),
});
export type StoredVersion = Awaited<ReturnType<typeof versions>>[number];
