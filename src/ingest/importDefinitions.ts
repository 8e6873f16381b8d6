import { load, type LoadContext } from "../writes/load.js";
import { addCounts, noCounts, type Counts } from "./counts.js";
import { definitionItems } from "./harnessDefinitions.js";
import { readDefinitions } from "./harnessYaml.js";
import { refusals, type FileProblem, type SourceFile } from "./sourceFiles.js";

export interface DefinitionReport extends Counts {
  readonly files: number;
  readonly problems: readonly FileProblem[];
}

/** A folder of task definitions of lm-evaluation-harness, with the files that others include; see `definitionItems`. */
export async function importDefinitions(context: LoadContext, files: readonly SourceFile[], progress?: (done: number, total: number) => void): Promise<DefinitionReport> {
  const texts = await Promise.all(files.map(async ({ name, read }) => [name, new TextDecoder().decode(await read())] as const));
  const { items, problems } = definitionItems(readDefinitions(new Map(texts)));
  const { errors, ...counts } = await load(context, items, { action: "importDefinitions", ...(progress && { progress }) });
  return {
    ...addCounts(noCounts, counts),
    files: files.length,
    problems: [...problems, ...refusals(items, errors)],
  };
}
