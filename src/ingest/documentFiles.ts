import { readdirSync, statSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { Problem } from "../entity/problem.js";
import type { SourceFile } from "./sourceFiles.js";

export type FileKind = "MARKDOWN" | "TEXT" | "HTML" | "PDF";

/** A file that may hold a document. */
export interface DocumentFile extends SourceFile {
  /** Its path within the folder that was given, with `/`; of a file that was given itself, its name. */
  readonly path: string;
  readonly kind: FileKind;
  /** Name of the folder that was given; null for a file that was given itself. */
  readonly folder: string | null;
}

/** What was found at the paths of a command line. */
export interface FoundFiles {
  readonly files: readonly DocumentFile[];
  /** Names of the folders that were given. */
  readonly folders: readonly string[];
  /** How many files in folders are of other kinds. */
  readonly others: number;
}

const kinds: Readonly<Record<string, FileKind>> = {
  ".md": "MARKDOWN", ".markdown": "MARKDOWN", ".txt": "TEXT", ".text": "TEXT", ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".pdf": "PDF",
};
const expected = Object.keys(kinds).join(", ");

/** Longer files are data, not documents; in bytes. */
export const longestFile = 64 * 2 ** 20;

/**
 * The files at these paths and, by their extensions, those in folders and all folders below; what begins with a dot, and `node_modules`, is
 * passed over. @throws Problem BAD_INPUT for a path with nothing there, and for a file that was given itself and is of another kind.
 */
export function documentFiles(paths: readonly string[]): FoundFiles {
  const found = paths.map((path) => {
    const there = statSync(path, { throwIfNoEntry: false });
    if (!there) throw new Problem("BAD_INPUT", `There is nothing at ${path}; give the path of a file or folder.`);
    if (there.isDirectory()) return inFolder(path);
    const kind = kindOf(path);
    if (!kind) throw new Problem("BAD_INPUT", `${path} is no document that can be read; expected a file that ends in ${expected}.`);
    return { files: [file(path, basename(path), kind, null)], folders: [], others: 0 };
  });
  return { files: found.flatMap(({ files }) => files), folders: found.flatMap(({ folders }) => folders), others: found.reduce((sum, { others }) => sum + others, 0) };
}

function inFolder(folder: string): FoundFiles {
  const name = basename(resolve(folder));
  const inside = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name)).map((path) => ({ path, within: path.slice(join(folder, "x").length - 1).replaceAll("\\", "/") }))
    .filter(({ within }) => within.split("/").every((part) => !part.startsWith(".") && part !== "node_modules")).sort((a, b) => (a.within < b.within ? -1 : 1));
  const files = inside.flatMap(({ path, within }) => {
    const kind = kindOf(path);
    return kind ? [file(path, within, kind, name)] : [];
  });
  return { files, folders: [name], others: inside.length - files.length };
}

const kindOf = (path: string): FileKind | undefined => kinds[extname(path).toLowerCase()];

const file = (name: string, path: string, kind: FileKind, folder: string | null): DocumentFile => ({ name, path, kind, folder, read: () => bytes(name) });

async function bytes(path: string): Promise<Uint8Array> {
  const there = await stat(path);
  if (!there.isFile()) throw new Problem("BAD_INPUT", "It is no plain file; give a copy of what it stands for.");
  if (there.size > longestFile) throw new Problem("BAD_INPUT", `It has ${there.size} bytes; at most ${longestFile} are read. Split it.`);
  return readFile(path);
}
