/** JSON, also as Python writes it: with NaN and Infinity, which JSON doesn't have and which are read as null. @throws SyntaxError. */
export function pythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(/([:[,]\s*)-?(?:NaN|Infinity)(?=\s*[,}\]])/g, "$1null"));
  }
}
