import { z } from "zod";

/** The forms in which settings stand in the environment, each with the sentence that a wrong one gets. */

export const text = z.string();
export const port = z.string().regex(/^\d+$/, "expected a port, 1 to 65535").transform(Number).pipe(z.int().min(1).max(65_535, "expected a port, 1 to 65535"));
export const count = (least: number, most: number) => {
  const expected = `expected a whole number, ${least} to ${most}`;
  return z.string().regex(/^\d+$/, expected).transform(Number).pipe(z.int().min(least, expected).max(most, expected));
};
export const flag = z.enum(["0", "1"], "expected 0 or 1").transform((value) => value === "1");
export const uri = z.string().regex(/^(bolt|neo4j)(\+s|\+ssc)?:\/\/[^/\s]+/,
  "expected a scheme such as bolt:// or neo4j://. Leave it unset to use the embedded database");
export const names = z.string().transform((value) => (value === "all" || value === "none" ? value : value.split(",").map((name) => name.trim()).filter((name) => name !== "")));
export const hostNames = z.string().transform((value) => value.split(",").map((name) => name.trim()).filter((name) => name !== ""))
  .refine((all) => all.every((name) => /^([^\s:/]+|\[[\da-f:.]+\]|[\da-f:.]+)$/i.test(name)), "expected names or addresses without scheme and port, such as evalgraph.example.org");
export const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export const endpoint = z.string().regex(/^https?:\/\/[^/\s?#]+[^\s?#]*$/, "expected the base of an OpenAI-compatible API, such as http://localhost:11434/v1");
export const rerankEndpoint = z.string().regex(/^https?:\/\/[^/\s?#]+[^\s?#]*$/, "expected the base of an API with POST /rerank, such as http://localhost:8000/v1");
export const share = z.string().regex(/^\d+(\.\d+)?$/, "expected a number over 0, such as 0.2").transform(Number).pipe(z.number().positive("expected a number over 0, such as 0.2").max(1000, "expected at most 1000"));
export const key = z.string().regex(/^[^#@/\s]{1,200}$/u, "expected a key of 1 to 200 characters without spaces, #, @ and /");
