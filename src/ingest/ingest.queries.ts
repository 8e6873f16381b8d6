import { z } from "zod";
import { givenKey } from "../entity/keys.js";
import { query } from "../graph/query.js";

export const knownRuns = query("ingest/knownRuns", {
  params: z.object({ workspace: z.string(), keys: z.array(givenKey) }),
  row: z.object({ key: z.string(), whole: z.boolean() }),
});

export const modelVersions = query("ingest/modelVersions", {
  params: z.object({ workspace: z.string(), models: z.array(givenKey) }),
  row: z.object({ model: z.string(), version: z.string() }),
});
