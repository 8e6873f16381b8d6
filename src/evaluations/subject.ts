import { Problem } from "../entity/problem.js";
import type { NodeKey } from "../reads/locate.js";

const versionOf: Readonly<Record<string, string>> = Object.fromEntries(["System", "Model", "RetrievalConfig"].flatMap((head) => [[head, `${head}Version`], [`${head}Version`, `${head}Version`]]));

/** What is evaluated, by the type of its versions: a head's key stands for its newest. @throws Problem BAD_INPUT for what is never evaluated. */
export function subjectVersion(name: string, { type, key }: NodeKey): NodeKey {
  const version = versionOf[type];
  if (version) return { type: version, key };
  throw new Problem("BAD_INPUT", `The type of the ${name} "${key}" is "${type}"; expected ${Object.keys(versionOf).join(", ")}.`);
}
