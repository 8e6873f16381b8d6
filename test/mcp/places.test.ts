import { expect, test } from "vitest";
import { argumentsOf, valuesOf } from "../../src/mcp/promptArguments.js";
import { stretch } from "../../src/mcp/passages.js";
import { placeOf, uriOf } from "../../src/mcp/uri.js";
import { split } from "../../src/documents/split.js";

test.each([
  { workspace: "demo", key: "kb/vpn-setup", start: 0 }, { workspace: "demo", key: "https://wiki.example/a?b=c#d%20e", start: 12_345 }, { workspace: "größe", key: "日本語 100 %", start: 1 },
])("an address leads back to $key", (place) => expect(placeOf(uriOf(place))).toEqual(place));

test.each(["evalgraph://demo/documents/", "evalgraph://demo/tasks/a", "file:///etc/passwd", "evalgraph://demo/documents/a?start=-1", "evalgraph://demo/documents/a%2", "evalgraph://demo/documents/a/b?x=1"])(
  "%s is refused with what was expected", (uri) => expect(() => placeOf(uri)).toThrow(`The address is ${JSON.stringify(uri)}; expected evalgraph://{workspace}/documents/{key}{?start}`));

const text = Array.from({ length: 60 }, (_, at) => `## Part ${at}\n\nThe printer on floor ${at} prints nothing. Open its tray, and close it again.\n\nThen wait for ${at} minutes. It prints a page. If it doesn't, call the service desk.`).join("\n\n");
const passages = split(text).map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));

test("the text that chunks were made of is put together from them, once, in any order", () => {
  const bare = (value: string) => value.replace(/\s+/g, " ");
  expect(passages.length).toBeGreaterThan(5);
  const whole = stretch([...passages].reverse(), 0, 100_000);
  expect(bare(whole.text)).toBe(bare(text));
  expect(whole.end).toBe(text.length);
});

test("in parts it is the same, each within the tokens that it may have", () => {
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    const part = stretch(passages.filter(({ end }) => end > from), from, 500);
    expect(part.end).toBeGreaterThan(from);
    parts.push(part.text);
    from = part.end;
  }
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.join(" ").replace(/\s+/g, " ")).toBe(text.replace(/\s+/g, " "));
});

const template = (words: string, types: Readonly<Record<string, string>> = {}, partials: Readonly<Record<string, string>> = {}) => ({ text: words, types, partials });

test("a prompt's arguments are its variables with their types; rules are the service's own, and passages may be", () => {
  expect(argumentsOf(template("{{#rules}}{{.}}{{/rules}}{{context}}{{question}}{{#steps}}{{.}}{{/steps}}{{> tone}}", { question: "string", steps: "array", rules: "array" }, { tone: "{{name}}" }))).toEqual([
    { name: "context", required: false, description: "Passages; found by the service unless given." }, { name: "name", required: true, description: "Text." },
    { name: "question", required: true, description: "Text." }, { name: "steps", required: false, description: "JSON of type array." },
  ]);
});

test("values come as texts, and are read as the types that are declared", () => {
  const typed = template("", { count: "integer", steps: "array", question: "string" });
  expect(valuesOf(typed, { count: "3", steps: "[\"a\"]", question: "4", other: "5" })).toEqual({ count: 3, steps: ["a"], question: "4", other: "5" });
  expect(() => valuesOf(typed, { count: "three" })).toThrow('The argument "count" is "three"; expected JSON of type integer.');
});
