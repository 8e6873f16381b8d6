import { expect, test } from "vitest";
import { filled, variableNames } from "../../src/prompts/mustache.js";
import { checkVariables, parts, type Template } from "../../src/prompts/template.js";

const template = (text: string, partials: Template["partials"] = {}, types: Template["types"] = {}): Template => ({ text, partials, types });

test("the instruction is what stands above the first paragraph that takes a value", () => {
  expect(parts(template("Be brief.\n\nCite.\n{{#rules}}\n- {{.}}\n{{/rules}}\n\nPassages:\n{{context}}\n\nQuestion: {{question}}\n")))
    .toEqual({ instruction: "Be brief.\n\nCite.\n{{#rules}}\n- {{.}}\n{{/rules}}", question: "Passages:\n{{context}}\n\nQuestion: {{question}}" });
});

test("no value gets into the instruction", () => {
  expect(parts(template("You help {{name}}.\n\n{{question}}")).instruction).toBe("");
  expect(parts(template("Hello {{#user}}\n\n{{name}}{{/user}}")).instruction).toBe("");
  expect(parts(template("{{#rules}}{{question}}{{/rules}}")).instruction).toBe("");
  expect(parts(template("Be kind.\n\n{{> tone}}\n\n{{question}}", { tone: "Speak to {{name}}." }))).toEqual({ instruction: "Be kind.", question: "{{> tone}}\n\n{{question}}" });
});

test("a template without variables is all instruction, embedded prompts included", () => {
  expect(parts(template("Be kind.\n\n{{> tone}}", { tone: "Speak softly." }))).toEqual({ instruction: "Be kind.\n\n{{> tone}}", question: "" });
});

test("variables that the template doesn't have, or of another type, are refused", () => {
  const declared = template("{{question}} {{count}}", {}, { question: "string", count: "integer" });
  expect(() => checkVariables(declared, { question: "How?", count: 2 })).not.toThrow();
  expect(() => checkVariables(declared, { qestion: "How?" })).toThrow("The variable \"qestion\" isn't in the template, which has count, question.");
  expect(() => checkVariables(declared, { count: "2" })).toThrow("The variable \"count\" is \"2\"; the template declares it as integer.");
  expect(() => checkVariables(declared, { rules: [] })).toThrow("is filled with the policies in effect");
});

test("values are put in as they are", () => {
  expect(filled("{{question}}", { question: "Is a < b & \"c\"? {{other}} {{{x}}}" })).toBe("Is a < b & \"c\"? {{other}} {{{x}}}");
  expect(filled("{{count}} {{flag}} {{list}} {{{object}}}", { count: 0, flag: false, list: ["a", 1], object: { a: 1 } })).toBe("0 false [\"a\",1] {\"a\":1}");
});

test("a missing variable is named, with what the template has", () => {
  expect(() => filled("{{question}} {{product}}", { question: "How?" }))
    .toThrow("The variable \"product\" is missing; the template has product, question, and given are question.");
  expect(() => filled("{{user.name}}", { user: { id: 1 } })).toThrow("\"user.name\" is missing");
  expect(() => filled("{{a}}", { a: null })).toThrow("\"a\" is missing");
});

test("a section is left out without its variable, and repeats for a list", () => {
  expect(filled("{{#steps}}{{n}}. {{text}}\n{{/steps}}{{^steps}}none{{/steps}}", { steps: [{ n: 1, text: "Look" }, { n: 2, text: "Act" }] })).toBe("1. Look\n2. Act\n");
  expect(filled("{{#steps}}{{n}}{{/steps}}{{^steps}}none{{/steps}}", {})).toBe("none");
  expect(() => filled("{{#steps}}{{n}}{{/steps}}", { steps: [{}] })).toThrow("\"n\" is missing");
});

test("names of every object's own members are variables like any other", () => {
  expect(() => filled("{{constructor}}", {})).toThrow("\"constructor\" is missing");
  expect(() => filled("{{a.toString}}", { a: {} })).toThrow("\"a.toString\" is missing");
});

test("embedded prompts are put in by their keys, and no other", () => {
  expect(filled("{{> tone}} {{question}}", { question: "How?", name: "Ada" }, { tone: "Speak to {{name}}." })).toBe("Speak to Ada. How?");
  expect(() => filled("{{> tone}}", {}, { style: "x" })).toThrow("{{> tone}}, which its version doesn't embed; embedded are: style");
  expect(() => filled("{{> a}}", {}, { a: "{{> b}}", b: "{{> a}}" })).toThrow("into itself, by way of a, b");
});

test("a template that can't be read says what to do", () => {
  expect(() => filled("{{#a}}", {})).toThrow(/The template can't be read: .* Close every/);
});

test("the names of a template are those of its sections and embedded prompts too", () => {
  expect(variableNames("{{b}} {{#c}}{{d}}{{/c}} {{> p}} {{! note }}", { p: "{{a.x}}" })).toEqual(["a", "b", "c"]);
});
