import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import type { Item } from "../../src/writes/load.js";
import { parse } from "../../src/writes/parse.js";

const faults = (...items: readonly Item[]) =>
  parse(items, { entities: catalogue.entities, trusted: false, smallCounts: false, kept: [], byAgent: false, workspace: "w" }).errors.map(({ path, message }) => `${path}: ${message}`);

test("what lacks or has another form is told with the value and what is expected", () => {
  expect(faults({ type: "Task", title: "T" })).toEqual(["key: Nothing is given; expected a text."]);
  expect(faults({ type: "Task", key: "t", title: "" })).toEqual(['title: "" is given; expected at least 1 character.']);
  expect(faults({ type: "Task", key: "t", title: 7 })).toEqual(["title: 7 is given; expected a text."]);
  expect(faults({ type: "Task", key: "t", tags: "x" })).toEqual(['tags: "x" is given; expected a list.']);
  expect(faults({ type: "Metric", key: "m", better: "MORE" })).toEqual([expect.stringMatching(/^better: "MORE" is given; expected one of .*HIGHER/)]);
  expect(faults({ type: "ModelVersion", key: "m@1", releasedAt: "yesterday" })).toEqual(['releasedAt: "yesterday" is given; expected a moment with its offset, such as 2026-01-31T09:30:00Z.']);
});

test("numbers are told with their bounds, and one that JSON can't hold as too large", () => {
  const version = (text: string) => faults({ type: "ModelVersion", key: "m@1", ...(JSON.parse(text) as object) });
  expect(version('{"parameterCount": 1.5}')).toEqual(["parameterCount: 1.5 is given; expected a whole number."]);
  expect(version('{"parameterCount": 1e17}')).toEqual(["parameterCount: 100000000000000000 is given; expected at most 9007199254740991."]);
  expect(version('{"parameterCount": 1e400}')).toEqual([expect.stringMatching(/^parameterCount: The number is too large; expected one between/)]);
  expect(version('{"attributes": {"a": [1, 1e400]}}')).toEqual([expect.stringMatching(/^attributes\.a\.1: The number is too large/)]);
});

test("of the forms that a value can have, the one that was meant is told", () => {
  expect(faults({ type: "Task", key: "t", domains: [7] })).toEqual(["domains.0: 7 is given; expected a text or an object."]);
  expect(faults({ type: "Task", key: "t", domains: [{ key: "" }] })).toEqual(['domains.0.key: "" is given; expected at least 1 character.']);
  expect(faults({ type: "Task", key: "t", domains: [{ key: "d", since: 1 }] })).toEqual([expect.stringContaining("domains.0: `since` can't be written here")]);
});
