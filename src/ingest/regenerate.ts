import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document } from "yaml";
import { Problem } from "../entity/problem.js";
import type { Item } from "../writes/draft.js";
import { definitionItems } from "./harnessDefinitions.js";
import { readResultFile } from "./harnessFile.js";
import { taskKey } from "./harnessTasks.js";
import { isYaml, readDefinitions } from "./harnessYaml.js";
import { makeTable } from "./makeResultTable.js";
import { writeTable } from "./resultTable.js";
import { filesIn } from "./sourceFiles.js";

/** `npm run seed:pythia -- RESULTS TASKS` makes `seeds/pythia` again from the two folders that its README names. */
async function regenerate(results: string | undefined, tasks: string | undefined, seed: string): Promise<string> {
  if (!results || !tasks) throw new Problem("BAD_INPUT", "Give the folder of the result files and the folder of the task definitions: npm run seed:pythia -- RESULTS TASKS.");
  const definitions = await Promise.all(filesIn(tasks, isYaml).map(async ({ name, read }) => [name, new TextDecoder().decode(await read())] as const));
  const described = definitionItems(readDefinitions(new Map(definitions))).items.filter(({ type }) => type === "Task");
  const files = await Promise.all(filesIn(results, (name) => name.endsWith(".json")).map(async ({ read }) => readResultFile(await read())));
  const table = makeTable(files, described);
  writeFileSync(join(seed, "results.csv"), writeTable(table, origin));
  writeFileSync(join(seed, "groups.yaml"), groups(described, table.tasks.map(({ name }) => taskKey(name))));
  return `${table.files.length} files, ${table.tasks.length} tasks.`;
}

const origin = [
  "Zero-shot results of Pythia, from EleutherAI/pythia a19eecb, evals/pythia-v1 (Apache-2.0); see README.md for how to read and make them.",
];

/** The tasks above these, as they stand in the definitions. */
function groups(described: readonly Item[], keys: readonly string[]): string {
  const byKey = new Map(described.map((item) => [item.key, item]));
  const above = new Set<Item>();
  for (const key of keys) {
    for (let group = byKey.get(byKey.get(key)?.parent); group; group = byKey.get(group.parent)) above.add(group);
  }
  const document = new Document();
  document.commentBefore = " Groups of tasks, from EleutherAI/lm-evaluation-harness 4e7e0d4, lm_eval/tasks (MIT).";
  const items = described.filter((item) => above.has(item)).map(({ type: _, ...item }) => document.createNode(item, { flow: true }));
  document.contents = document.createNode({ Task: items }) as typeof document.contents;
  return document.toString({ lineWidth: 0 });
}

const [results, tasks] = process.argv.slice(2);
console.log(await regenerate(results, tasks, "seeds/pythia"));
