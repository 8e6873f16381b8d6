import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file of `cypher/migrations/`, such as `V0001__constraints.cypher`. */
export interface Migration {
  readonly version: number;
  /** Name of the file. */
  readonly name: string;
  /** In the order in which they run; each can be run again without harm. */
  readonly statements: readonly string[];
  /** SHA-256 of the text, whatever its line ends. */
  readonly checksum: string;
}

const FOLDER = fileURLToPath(new URL("../../cypher/migrations", import.meta.url));
const NAME = /^V(\d{4})__[a-z0-9_]+\.cypher$/;

/** The migrations of this version of the service, in order. */
export const migrations = (folder: string = FOLDER): readonly Migration[] =>
  readdirSync(folder).filter((file) => file.endsWith(".cypher")).sort().map((name) => migration(name, readFileSync(`${folder}/${name}`, "utf8")));

/** @throws Error if the name isn't `V0001__what_it_does.cypher`. */
export function migration(name: string, text: string): Migration {
  const version = NAME.exec(name)?.[1];
  if (version === undefined) throw new Error(`A migration is named "${name}"; expected V0001__what_it_does.cypher.`);
  const unix = text.replaceAll("\r\n", "\n");
  return { version: Number(version), name, statements: statements(unix), checksum: createHash("sha256").update(unix).digest("hex") };
}

/** Comments stand on lines of their own; a statement ends with a semicolon at the end of a line. */
const statements = (text: string): readonly string[] =>
  text.split("\n").filter((line) => !line.trimStart().startsWith("//")).join("\n").split(/;\s*(?:\n|$)/).map((each) => each.trim()).filter((each) => each !== "");
