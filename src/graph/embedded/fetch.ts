import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "../../entity/problem.js";
import { command } from "./command.js";

/** Says what is going on, for standard error. */
export type Progress = (message: string) => void;

/** Neo4j's version, as in pom.xml. */
export const NEO4J_VERSION = "5.26.30";
const POM = fileURLToPath(new URL("../../../src/graph/embedded/pom.xml", import.meta.url));
/** Jars between two messages of progress; there are about 200. */
const JARS_A_MESSAGE = 20;

/** Folder with the jars of the embedded Neo4j, fetched into `home` where it isn't there yet. */
export const neo4jJars = (home: string, progress: Progress): Promise<string> =>
  fetched({ folder: join(home, "lib", `neo4j-${NEO4J_VERSION}`), goal: "copy-dependencies@neo4j", what: `Neo4j ${NEO4J_VERSION} (137 MB, once)` }, progress);

/** What Maven fetches from pom.xml into a folder, which is there whole or not at all. */
export async function fetched(
  { folder, goal, what }: { readonly folder: string; readonly goal: string; readonly what: string }, progress: Progress,
): Promise<string> {
  if (await exists(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    progress(`Fetching ${what} with Maven.`);
    await maven([`dependency:${goal}`, `-Dto=${partial}`], counting(what, progress));
    await rm(join(partial, ".markers"), { recursive: true, force: true });
    await rename(partial, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error;
    });
    return folder;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

function counting(what: string, progress: Progress): (line: string) => void {
  let jars = 0;
  return (line) => {
    if (/Downloaded from .*\.jar/.test(line) && ++jars % JARS_A_MESSAGE === 0) progress(`Fetching ${what}: ${jars} files so far.`);
  };
}

async function maven(args: readonly string[], seen: (line: string) => void): Promise<void> {
  const ended = await command("mvn", ["--batch-mode", "--file", POM, ...args], { seen });
  if (ended === null)
    throw new Problem("UNAVAILABLE",
      "Maven (mvn) is not on the PATH; it fetches the embedded Neo4j and the embedding model once. Install Maven 3.8 or newer, or set NEO4J_URI to a database that is already there.");
  if (ended.code === 0) return;
  const reason = ended.output.split("\n").find((line) => line.startsWith("[ERROR]")) ?? basename(POM);
  throw new Problem("UNAVAILABLE",
    `Maven could not fetch what ${POM} lists: ${reason.replace("[ERROR] ", "")} Check that Maven reaches its repository (settings.xml has mirrors and proxies), then start again.`);
}

export const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);
