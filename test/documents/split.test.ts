import { describe, expect, test } from "vitest";
import { blocks } from "../../src/documents/blocks.js";
import { defaultSplit, split } from "../../src/documents/split.js";
import { tokenCount } from "../../src/documents/tokens.js";

const words = (count: number, word = "printer") => Array.from({ length: count }, (_, at) => `${word}${at}`).join(" ");
const sentences = (count: number) => Array.from({ length: count }, (_, at) => `Sentence number ${at} says how to set up a laptop.`).join(" ");
const texts = (text: string, settings = defaultSplit) => split(text, settings).map(({ start, end }) => text.slice(start, end));

test("blocks are headings, fenced code and what stands between blank lines", () => {
  const text = "# Title\nFirst line\nsecond line\n\n\n- item\n- item\n```js\n# no heading\n\nlet a;\n```\nafter";
  expect(blocks(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ["heading", "# Title"], ["prose", "First line\nsecond line"], ["prose", "- item\n- item"],
    ["code", "```js\n# no heading\n\nlet a;\n```"], ["prose", "after"],
  ]);
});

test("an underlined line is a heading; a rule, a table and a list are none", () => {
  const kinds = (text: string) => blocks(text).map(({ kind }) => kind);
  expect(kinds("Title\n=====\nText\n\nPart\n---\nText")).toEqual(["heading", "prose", "heading", "prose"]);
  expect(kinds("Text\n\n---\n\nText")).not.toContain("heading");
  expect(kinds("a | b\n--- | ---\n1 | 2")).toEqual(["prose"]);
  expect(kinds("- item\n---\nText\ngoes on\n---")).not.toContain("heading");
});

test("a short text is one chunk without the white space around it", () => {
  expect(texts("\n\n  Hold the button for ten seconds. \n")).toEqual(["Hold the button for ten seconds."]);
});

test("a text without words has no chunks", () => {
  expect(split("")).toEqual([]);
  expect(split(" \n\n\t ")).toEqual([]);
});

test("a heading begins a chunk once the one before it is long enough", () => {
  const text = `# Setup\n\n${sentences(8)}\n\n# Repair\n\n${sentences(8)}`;
  expect(texts(text).map((chunk) => chunk.split("\n")[0])).toEqual(["# Setup", "# Repair"]);
});

test("short sections stay together", () => {
  expect(texts("# A\n\nOne line.\n\n# B\n\nAnother line.")).toHaveLength(1);
});

test("long prose is cut between sentences, with an overlap of whole sentences", () => {
  const chunks = texts(sentences(60));
  expect(chunks.length).toBeGreaterThan(2);
  for (const chunk of chunks) {
    expect(chunk).toMatch(/^Sentence .*laptop\.$/);
    expect(tokenCount(chunk)).toBeLessThanOrEqual(defaultSplit.target);
  }
  for (const [at, chunk] of chunks.slice(1).entries()) expect(chunks[at]).toContain(chunk.slice(0, chunk.indexOf(".") + 1));
});

test("a line's end inside a paragraph is no place to cut", () => {
  const wrapped = sentences(60).replace(/number (\d+) says/g, "number\n$1 says");
  for (const chunk of texts(wrapped)) expect(chunk).toMatch(/^Sentence[^]*laptop\.$/);
});

test("without an overlap chunks hold every word once", () => {
  const text = `# One\n\n${sentences(30)}\n\n${words(400)}\n\n\`\`\`\n${"let a = 1;\n".repeat(100)}\`\`\`\n`;
  expect(texts(text, { ...defaultSplit, overlap: 0 }).join(" ").split(/\s+/)).toEqual(text.trim().split(/\s+/));
});

describe("whatever the text", () => {
  const texts = {
    "one endless word": "x".repeat(5_000), "endless emoji": "🖨️👩‍💻".repeat(400), "no spaces": "打印机卡纸时请先切断电源然后打开后盖".repeat(60),
    "windows line ends": `# A\r\n\r\n${sentences(40)}\r\n\r\n## B\r\n${sentences(3)}`, "a fence that never closes": `~~~\n${words(900)}`,
    "a table": `| a | b |\n|---|---|\n${"| one cell | another cell |\n".repeat(80)}`,
  };
  test.each(Object.entries(texts))("%s: chunks follow each other and are cut at characters", (_, text) => {
    const chunks = split(text);
    expect(chunks.length).toBeGreaterThan(1);
    for (const [at, { start, end }] of chunks.entries()) {
      const chunk = text.slice(start, end);
      expect(chunk.trim()).toBe(chunk);
      expect(chunk).not.toMatch(/\p{Surrogate}/u);
      if (at > 0) expect(start).toBeGreaterThan(chunks[at - 1]!.start);
      if (at > 0) expect(end).toBeGreaterThan(chunks[at - 1]!.end);
    }
    expect(text.slice(chunks.at(-1)!.end).trim()).toBe("");
  });
});
