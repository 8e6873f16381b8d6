import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import { costOf } from "../../src/api/cost.js";
import { refusalOf, usualLimits } from "../../src/api/limits.js";
import { tokenCount } from "../../src/documents/offers.js";
import type { JsonSchema, ObjectSchema } from "../../src/mcp/jsonSchema.js";
import { readTools, toolOf } from "../../src/mcp/tool.js";
import { shown } from "../../src/mcp/tools.js";
import { schema } from "../support/ask.js";

const tools = readTools(schema());

test("there are at most 12, and telling them takes under 5,000 tokens", () => {
  expect(tools.length).toBeLessThanOrEqual(12);
  expect(tools.map(({ name }) => name)).toEqual([
    "build_prompt", "context_pack", "drift_outlook", "effective_policies", "evaluations", "impact", "lineage", "predict_transfer", "record_evaluations", "search", "task",
  ]);
  expect(tokenCount(JSON.stringify({ tools: tools.map(shown) }))).toBeLessThan(5_000);
});

test.each(tools)("$name is an operation of the API within its limits, said what it is for, each argument too", ({ source, description, input }) => {
  const document = parse(source);
  expect(validate(schema(), document)).toEqual([]);
  const [operation] = document.definitions;
  expect(refusalOf(costOf(schema(), document, operation as never, least(input)), usualLimits)).toBeNull();
  expect(description).toMatch(/^[A-Z].*\.$/);
  expect(Object.entries(input.properties).filter(([, { description: said }]) => typeof said !== "string" || said === "").map(([name]) => name)).toEqual([]);
});

/** A value for each argument that must be given. */
const least = ({ properties, required = [] }: ObjectSchema): Record<string, unknown> => Object.fromEntries(required.map((name) => [name, value(properties[name]!)]));
const value = ({ type, items, enum: words, ...schema }: JsonSchema): unknown =>
  (Array.isArray(words) ? words[0] : type === "array" ? [value(items as JsonSchema)] : type === "object" ? least(schema as ObjectSchema) : type === "number" ? 1 : "2026-01-01T00:00:00Z");

test("those that change something are marked, and only those", () => {
  expect(tools.filter(({ isReadOnly }) => !isReadOnly).map(({ name }) => name)).toEqual(["build_prompt", "record_evaluations"]);
  expect(shown(tools.find(({ name }) => name === "search")!)).toMatchObject({ annotations: { readOnlyHint: true } });
});

test("input and output follow from the operation: types, defaults, what is required, what may be null, and what is said of the arguments in the API", () => {
  const { input, output, description } = toolOf(schema(), `
    """Tasks of some kind."""
    query some_tasks($key: String!, $first: Int = 3, $action: PolicyAction, """Its own words.""" $of: [NodeKeyInput!]) {
      task(key: $key) { title riskTier leaderboard(metric: "m", first: $first) { worth: value } effectivePolicies(action: $action) { outcome } }
      lineagePath(from: { type: "Task", key: $key }, to: { type: "Task", key: "b" }) { truncated }
      nodes(ids: []) { __typename }
    }`);
  expect(description).toBe("Tasks of some kind.");
  expect(input).toEqual({
    type: "object", required: ["key"],
    properties: {
      key: { type: "string", description: "Its natural key." }, first: { type: "integer", default: 3, description: "At most so many, 1 to 100." },
      action: { type: "string", enum: ["RETRIEVE", "PROMPT", "TRAIN", "EVALUATE", "DEPLOY"], description: "Action that they are about; any unless given." },
      of: {
        type: "array", description: "Its own words.",
        items: { type: "object", required: ["type", "key"], properties: { type: { type: "string" }, key: { type: "string" } } },
      },
      resultTokens: { type: "integer", default: 4000, description: "Most tokens of the result." },
    },
  });
  expect(output).toEqual({
    type: "object",
    properties: {
      task: {
        type: ["object", "null"],
        properties: {
          title: { type: "string" }, riskTier: { type: ["string", "null"] },
          leaderboard: { type: "array", items: { type: "object", properties: { worth: { type: ["number", "null"] } } } },
          effectivePolicies: { type: "array", items: { type: "object", properties: { outcome: { type: "string" } } } },
        },
      },
      lineagePath: { type: "object", properties: { truncated: { type: ["string", "null"] } } },
      nodes: { type: "array", items: { type: ["object", "null"], properties: { __typename: { type: "string" } } } },
      cut: { type: "string" },
    },
  });
});

test("a fragment is refused at the start, since the output schema would lack its fields", () => {
  expect(() => toolOf(schema(), "query wide { node(id: \"x\") { ... on Task { title } } }")).toThrow("The tool wide has a fragment");
});
