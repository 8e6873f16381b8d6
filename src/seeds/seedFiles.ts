import { sha256 } from "../entity/digest.js";
import { filesIn } from "../ingest/sourceFiles.js";

/** The texts of a seed's files by their paths in it, in the order of their paths. */
export type SeedFiles = ReadonlyMap<string, string>;

/** Reads what a seed is made of; `README.md` and what begins with a dot belong to people. No folder at `dir` is BAD_INPUT. */
export async function seedFiles(dir: string): Promise<SeedFiles> {
  const files = filesIn(dir, (name) => made.test(name) && !name.split("/").some((part) => part.startsWith(".") || part === "README.md"));
  return new Map(await Promise.all(files.map(async ({ name, read }) => [name, new TextDecoder().decode(await read())] as const)));
}
const made = /\.(yaml|yml|md|csv)$/;

/** SHA-256 over the names and contents of all files of a seed, lower-case hex: equal for equal seeds, wherever they are. */
export const seedDigest = async (dir: string): Promise<string> => digestOfFiles(await seedFiles(dir));

export const digestOfFiles = (files: SeedFiles): string =>
  sha256([...files].map(([name, text]) => `${sha256(text)}  ${name}\n`).join(""));
