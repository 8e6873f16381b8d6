import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";
import { instant, int } from "../graph/values.js";

const asOf = z.iso.datetime({ offset: true }).transform(instant);
const json = z.string().transform((text): unknown => JSON.parse(text));
const example = { id: z.string(), key: z.string(), input: json, output: json };

export const chosen = query("prompts/chosen", {
  params: z.object({ task: z.string(), prompt: givenKey.nullable(), language: z.string().nullable(), asOf }),
  row: z.object({
    id: z.string(), key: z.string(), template: z.string(), variables: json.pipe(z.record(z.string(), z.unknown())).nullable(), language: z.string().nullable(), owner: z.string(),
    parts: z.array(z.object({ id: z.string(), key: z.string(), prompt: z.string(), template: z.string() })),
    shown: z.array(z.object(example)),
  }),
});

export const demonstrations = query("prompts/demonstrations", {
  params: z.object({ task: z.string(), language: z.string().nullable(), limit: z.int().transform(int) }),
  row: z.object(example),
});

export const rules = query("prompts/rules", {
  params: z.object({ policies: z.array(z.string()) }),
  row: z.object({ id: z.string(), key: z.string(), text: z.string() }),
});
