import { createHash } from "node:crypto";
import { Problem } from "../entity/problem.js";
import { HarnessJson } from "./harnessJson.js";
import { publishedAt, type Weights } from "./harnessModels.js";
import type { ResultFile } from "./harnessResults.js";
import { taskResults } from "./harnessScores.js";
import { pythonJson } from "./pythonJson.js";

/** The digest that a file is known by: SHA-256 of its bytes, lower-case hex. */
export const fileDigest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/**
 * Reads a result file of lm-evaluation-harness. `at` is the time of files that carry none; without it a known family's day of
 * publication is taken. Model, revision and few-shot count come from the file's config, never from its name.
 * Throws a Problem (BAD_INPUT) that says why a file can't be read.
 */
export function readResultFile(bytes: Uint8Array, at?: string): ResultFile {
  const json = shaped(parsed(new TextDecoder().decode(bytes)));
  const weights = weightsOf(json);
  return {
    digest: fileDigest(bytes),
    weights,
    at: (json.date !== undefined ? new Date(json.date * 1000).toISOString() : at) ?? publishedAt(weights) ?? timeless(weights),
    settings: json.config,
    ...(json.git_hash && { codeRef: json.git_hash }),
    tasks: taskResults(json),
  };
}

function parsed(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") throw new Problem("BAD_INPUT", "The file is empty.");
  try {
    return pythonJson(trimmed);
  } catch (cause) {
    const cutOff = trimmed.startsWith("{") && !trimmed.endsWith("}");
    throw new Problem("BAD_INPUT", cutOff
      ? `The file is cut off after ${text.length} characters. Copy it again.`
      : `The file isn't JSON: ${(cause as Error).message}.`, { cause });
  }
}

function shaped(json: unknown): HarnessJson {
  const found = HarnessJson.safeParse(json);
  if (!found.success) {
    const [issue] = found.error.issues;
    throw new Problem("BAD_INPUT", `The file isn't a result file of lm-evaluation-harness: ${issue!.path.join(".") || "it"}: ${issue!.message}.`);
  }
  if (Object.keys(found.data.results).length === 0) throw new Problem("BAD_INPUT", "The file has no results: `results` is empty.");
  return found.data;
}

function weightsOf({ config }: HarnessJson): Weights {
  const given = typeof config.model_args === "string" ? listed(config.model_args) : config.model_args;
  for (const name of ["peft", "delta"]) {
    if (given[name]) throw new Problem("BAD_INPUT", `The model is changed by ${name}=${String(given[name])}, which this import can't tell of. Record it with evalgraph push.`);
  }
  const pretrained = given.pretrained ?? given.model ?? given.engine;
  if (typeof pretrained !== "string" || pretrained === "") {
    throw new Problem("BAD_INPUT", `config.model_args is ${JSON.stringify(config.model_args)}; expected it to name a model, as in pretrained=EleutherAI/pythia-160m.`);
  }
  const revision = typeof given.revision === "string" ? given.revision : defaultRevision;
  return { pretrained, revision, ...(given.pretrained === undefined && { hosted: true }) };
}
const defaultRevision = "main";

/** `pretrained=a/b,revision=main` */
const listed = (text: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(text.split(",").map((each) => each.trim().split("=")).map(([name, ...value]) => [name, value.join("=")]));

function timeless({ pretrained }: Weights): never {
  throw new Problem("BAD_INPUT", `The file doesn't say when ${pretrained} was evaluated. Give the time with --at, such as --at 2023-04-03.`);
}
