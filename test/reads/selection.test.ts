import { buildSchema, getOperationAST, Kind, parse, type FieldNode } from "graphql";
import { expect, test } from "vitest";
import { selected, typesAskedFor, type Request } from "../../src/reads/selection.js";

const schema = buildSchema(`
  interface Node { id: ID! name: String }
  type Task implements Node { id: ID! name: String title(upper: Boolean = false): String parent: Task }
  type Model implements Node { id: ID! name: String size: Int }
  type Query { node: Node task: Task }`);

function below(text: string, variableValues: Record<string, unknown> = {}): { readonly request: Request; readonly nodes: readonly FieldNode[] } {
  const document = parse(text);
  const fragments = Object.fromEntries(document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION).map((each) => [each.name.value, each]));
  return { request: { schema, fragments, variableValues }, nodes: getOperationAST(document)!.selectionSet.selections as FieldNode[] };
}
const keys = (text: string, type: string, variables = {}) => {
  const { request, nodes } = below(text, variables);
  return selected(request, type, nodes).map(({ key }) => key);
};

test("aliases, fragments and merged siblings give one entry a response key, in order", () => {
  expect(keys(`{ task { a: title ...F ... on Task { parent { name } } parent { id } } } fragment F on Node { id a: title }`, "Task")).toEqual(["a", "id", "parent"]);
});

test("what @skip and @include leave out is gone, by the values of variables", () => {
  const text = `query($no: Boolean!) { task { id @include(if: $no) name @skip(if: $no) ... @include(if: $no) { title } } }`;
  expect(keys(text, "Task", { no: false })).toEqual(["name"]);
  expect(keys(text, "Task", { no: true })).toEqual(["id", "title"]);
});

test("a fragment applies to its type and to what implements it", () => {
  expect(keys(`{ node { ... on Node { id } ... on Task { title } ... on Model { size } } }`, "Task")).toEqual(["id", "title"]);
  expect(keys(`{ node { ... on Node { id } ... on Task { title } ... on Model { size } } }`, "Model")).toEqual(["id", "size"]);
});

test("types that fragments ask about are told, nested ones too, and __proto__ is a key like others", () => {
  const { request, nodes } = below(`{ node { ... on Node { ... on Task { title } } ...M __proto__: id } } fragment M on Model { size }`);
  expect([...typesAskedFor(request, nodes)].sort()).toEqual(["Model", "Node", "Task"]);
  expect(selected(request, "Task", nodes).map(({ key }) => key)).toEqual(["title", "__proto__"]);
});

test("arguments are coerced with their defaults", () => {
  const { request, nodes } = below(`{ task { title } }`);
  expect(selected(request, "Task", nodes)[0]!.args).toEqual({ upper: false });
});
