import { expect, test } from "vitest";
import { tokenCount } from "../../src/documents/offers.js";
import { fitted, type Answer } from "../../src/mcp/fitted.js";
import { random } from "../../src/entity/random.js";

const tokens = (value: unknown) => tokenCount(JSON.stringify(value));
const many = (count: number, name: string) => Array.from({ length: count }, (_, at) => ({ key: `${name}-${at}`, path: [at, at + 1] }));

test("what fits is given as it is", () => {
  const answer = { search: many(5, "task"), task: null };
  expect(fitted(answer, 1_000)).toEqual(answer);
});

test("lists end early and alike, and it is said where, and how to get the rest", () => {
  const answer = { lineage: { nodes: many(100, "node"), edges: many(200, "edge"), truncated: null }, roots: many(2, "root") };
  const { cut, ...rest } = fitted(answer, 1_000) as Answer & { readonly lineage: typeof answer.lineage; readonly roots: readonly unknown[]; readonly cut: string };
  const [nodes, edges] = [rest.lineage.nodes.length, rest.lineage.edges.length];
  expect(rest).toEqual({ lineage: { nodes: answer.lineage.nodes.slice(0, nodes), edges: answer.lineage.edges.slice(0, edges), truncated: null }, roots: answer.roots });
  expect(Math.abs(nodes - edges)).toBeLessThanOrEqual(1);
  expect(nodes).toBeGreaterThan(10);
  expect(cut).toMatch(new RegExp(`^Shown are ${nodes} of 100 in lineage\\.nodes, ${edges} of 200 in lineage\\.edges\\. For the rest give resultTokens: \\d+, or ask for less\\.$`));
  const advised = Number(/resultTokens: (\d+)/.exec(cut)![1]);
  expect(fitted(answer, advised)).toEqual(answer);
});

test("more than can be had at once is to be asked for in less", () => {
  const { cut } = fitted({ search: many(5_000, "task") }, 500);
  expect(cut).toMatch(/^Shown are \d+ of 5000 in search\. For the rest it has about \d+ tokens, of which at most 20000 can be had at once: ask for less\.$/);
});

test("a chat is given whole or not at all", () => {
  const messages = many(50, "message");
  const answer = { prompt: { messages, rules: many(50, "rule") } };
  const result = fitted(answer, tokens({ prompt: { messages } }) + 200) as typeof answer;
  expect(result.prompt.messages).toEqual(messages);
  expect(result.prompt.rules.length).toBeLessThan(50);
  expect(() => fitted(answer, 400)).toThrow(/^The result has \d+ tokens without any item of its lists, and resultTokens is 400; give at least \d+, or ask for less\.$/);
});

test("whatever is answered, what is given holds the budget, and nothing but ends of lists is missing", () => {
  const next = random(7);
  const word = () => ["task", "größe", "日本語のテキスト", "\u{1F600}", "a\"b\\c", "0.1234567"][Math.floor(next() * 6)]!.repeat(1 + Math.floor(next() * 4));
  const value = (depth: number): unknown => {
    const kind = next();
    if (depth === 0 || kind < 0.3) return word();
    if (kind < 0.65) return Array.from({ length: Math.floor(next() * 30) }, () => value(depth - 1));
    return Object.fromEntries(Array.from({ length: 1 + Math.floor(next() * 4) }, (_, at) => [`f${at}`, value(depth - 1)]));
  };
  for (let round = 0; round < 150; round++) {
    const answer = { a: value(3), b: value(3), c: [value(2)] };
    const budget = 200 + Math.floor(next() * 800);
    let result: Answer;
    try {
      result = fitted(answer, budget);
    } catch (error) {
      expect(String(error)).toContain("resultTokens is");
      continue;
    }
    expect(tokens(result)).toBeLessThanOrEqual(budget);
    const { cut, ...rest } = result;
    if (cut === undefined) expect(rest).toEqual(answer);
    else expect(isBeginning(rest, answer)).toBe(true);
  }
});

function isBeginning(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part) && Array.isArray(whole)) return part.length <= whole.length && JSON.stringify(part) === JSON.stringify(whole.slice(0, part.length));
  if (typeof part !== "object" || part === null) return part === whole;
  return Object.keys(part).length === Object.keys(whole as object).length && Object.entries(part).every(([name, member]) => isBeginning(member, (whole as Record<string, unknown>)[name]));
}
