import { expect, test } from "vitest";
import { readLines } from "../../src/ingest/lines.js";

async function* chunks<T>(...parts: readonly T[]) {
  yield* parts;
}
const task = (key: string) => JSON.stringify({ type: "Task", key });

test("an item a line, however the stream is cut", async () => {
  const bytes = new TextEncoder().encode(`\uFEFF${task("a")}\r\n\n${task("contraseña")}\n${task("c")}`);
  for (const size of [1, 7, 1000]) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
    const { items, numbers, problems, count } = await readLines(chunks(...parts));
    expect(items.map(({ key }) => key)).toEqual(["a", "contraseña", "c"]);
    expect(numbers).toEqual([1, 3, 4]);
    expect(problems).toEqual([]);
    expect(count).toBe(3);
  }
});

test("text is read as bytes are", async () => {
  expect((await readLines(chunks(`${task("a")}\n${task("b").slice(0, 5)}`, `${task("b").slice(5)}\n`))).items.map(({ key }) => key)).toEqual(["a", "b"]);
});

test("an empty stream has no lines", async () => {
  expect(await readLines(chunks())).toEqual({ items: [], numbers: [], problems: [], count: 0 });
});

test("bad lines are told with number and reason, and the others are read", async () => {
  const { items, numbers, problems, count } = await readLines(chunks([task("a"), "{oops", "[1,2]", "null", '{"key":"x"}', task("b")].join("\n")));
  expect(items.map(({ key }) => key)).toEqual(["a", "b"]);
  expect(numbers).toEqual([1, 6]);
  expect(count).toBe(6);
  expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  expect(problems[0]!.reason).toMatch(/^The line isn't JSON: .*Write one object a line, without line breaks in it\.$/);
  expect(problems[1]!.reason).toBe('The line is [1,2]; expected an object with a type, such as {"type":"Task","key":"reset-password","title":"Reset a password"}.');
});

test("a line over the limit is told and not held", async () => {
  const { items, problems } = await readLines(chunks("x".repeat(30), "x".repeat(30), `\n${task("a")}\n`, "y".repeat(60)), 50);
  expect(items.map(({ key }) => key)).toEqual(["a"]);
  expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
    [1, "The line has more than 50 characters; split it into several."], [3, "The line has more than 50 characters; split it into several."],
  ]);
});
