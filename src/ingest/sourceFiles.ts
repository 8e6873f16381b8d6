import { readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../entity/problem.js";
import type { Item, ItemError } from "../writes/load.js";

/** A file to import, from wherever it comes. */
export interface SourceFile {
  /** How reports call it. */
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/** Why a file, or a part of it, was not taken. */
export interface FileProblem {
  readonly file: string;
  readonly reason: string;
}

/** Items that were refused, by what they are rather than by the file that they come from. */
export const refusals = (items: readonly Item[], errors: readonly ItemError[]): readonly FileProblem[] =>
  errors.map(({ index, key, message }) => ({ file: `${items[index]!.type} ${key ?? ""}`.trim(), reason: message }));

/** The files at these paths, and within those that are folders those that `wanted` picks; a path without a file is BAD_INPUT. */
export const filesAt = (paths: readonly string[], wanted: (name: string) => boolean): readonly SourceFile[] =>
  paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) throw new Problem("BAD_INPUT", `There is nothing at ${path}; give the path of a file or folder.`);
    return found.isDirectory() ? within(path, wanted).map((name) => file(join(path, name))) : [file(path)];
  });

/** The one file at a path; a folder or nothing there is BAD_INPUT. */
export function fileAt(path: string): SourceFile {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Problem("BAD_INPUT", `There is no file at ${path}; give the path of one.`);
  return file(path);
}

/** The files of one folder, called by their paths in it with `/`, as they refer to each other. */
export const filesIn = (folder: string, wanted: (name: string) => boolean): readonly SourceFile[] => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Problem("BAD_INPUT", `${folder} is no folder; give the folder that holds the files.`);
  return within(folder, wanted).map((name) => file(join(folder, name), name));
};

const within = (folder: string, wanted: (name: string) => boolean): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/")).filter(wanted).sort();

const file = (path: string, name: string = path): SourceFile => ({ name, read: () => readFile(path) });
