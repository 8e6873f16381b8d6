import { documentSchema, type PlacedDocument, type SeedProblem } from "./seed.js";
import { objectIn } from "./seedYaml.js";

/** A document from a file that begins with its description between two lines of `---`. */
export function documentIn(file: string, text: string): { readonly documents: readonly PlacedDocument[]; readonly problems: readonly SeedProblem[] } {
  const parts = frontMatter.exec(text);
  if (!parts)
    return { documents: [], problems: [{ file, line: 1, reason: "The file doesn't begin with a description; write `---`, key and title, and `---` above the text." }] };
  const { value, problems } = objectIn(file, parts[1]!, documentSchema, 2);
  const body = text.slice(parts[0].length).trim();
  if (!value) return { documents: [], problems };
  if (body === "") return { documents: [], problems: [...problems, { file, line: null, reason: "The document has no text; write it below its description." }] };
  return { documents: [{ document: { ...value, text: body }, file, line: 1 }], problems };
}
const frontMatter = /^---\r?\n([\s\S]*?\n)---\r?\n/;
