import { join } from "node:path";
import { Problem } from "../../entity/problem.js";
import { command } from "./command.js";

/** Versions of Java that Neo4j 5.26 runs on. */
export const SUPPORTED_JAVA: readonly number[] = [17, 21];

export interface Java {
  /** What to run. */
  readonly program: string;
  /** Its major version. */
  readonly version: number;
}

/** Every Java at hand: that of JAVA_HOME first, then that of the PATH. */
export async function installedJava(home: string | undefined = process.env["JAVA_HOME"]): Promise<readonly Java[]> {
  const programs = [...(home ? [join(home, "bin", "java")] : []), "java"];
  const found = await Promise.all(programs.map(async (program) => {
    const version = Number(/version "(\d+)/.exec((await command(program, ["-version"]))?.output ?? "")?.[1]);
    return Number.isNaN(version) ? [] : [{ program, version }];
  }));
  return found.flat();
}

/** The Java to run Neo4j on. @throws Problem UNAVAILABLE without one of version 17 or 21. */
export async function supportedJava(installed?: readonly Java[]): Promise<Java> {
  const all = installed ?? (await installedJava());
  const java = all.find(({ version }) => SUPPORTED_JAVA.includes(version));
  if (java) return java;
  const found = all.length === 0 ? "No Java was found" : `Java ${all.map(({ version, program }) => `${version} (${program})`).join(" and ")} was found`;
  throw new Problem("UNAVAILABLE",
    `${found}; the embedded Neo4j needs Java 17 or 21. Install one and put it on the PATH or into JAVA_HOME, or set NEO4J_URI to a database that is already there.`);
}
