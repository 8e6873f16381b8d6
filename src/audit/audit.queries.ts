import { z } from "zod";
import { query } from "../graph/query.js";
import { int } from "../graph/values.js";

/** A sealed event as it is delivered, to those who see its scope and sensitivity. */
const sealedEvent = z.object({
  workspace: z.string(), number: z.number(), at: z.number(), scope: z.string(), sensitivity: z.number(),
  target: z.string(), action: z.string().nullable(), request: z.string().nullable(), evaluations: z.array(z.string()),
});
export type SealedEvent = z.output<typeof sealedEvent>;

const whole = z.int().transform(int);

export const sealedEvents = query("audit/sealedEvents", {
  params: z.object({ from: z.array(z.object({ workspace: z.string(), after: whole })), most: whole }),
  row: sealedEvent.extend({ after: z.number() }),
});

export const eventHead = query("audit/head", { params: z.object({ workspace: z.string() }), row: z.object({ number: z.number() }) });
