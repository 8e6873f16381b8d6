import { getVariableValues, OperationTypeNode, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import type { Catalogue } from "../entity/catalogue.js";
import type { Row } from "../graph/database.js";
import type { Given } from "./builder.js";
import { Doubt, forResponse } from "./output.js";
import { Kept, plan, type Plan } from "./plans.js";
import { plannedRoot, rootStatement, rootValue, type PlannedRoot } from "./roots.js";
import { fragmentsOf, selected, type Request } from "./selection.js";
import { shapeOf } from "./shape.js";

/** A valid operation with the variables that came with it. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A root field with its plan. */
interface Root {
  readonly key: string;
  readonly root: PlannedRoot;
  readonly plan: Plan;
}

/** A root field's plan filled with what a request gives. */
export interface Filled extends Root {
  readonly given: Given;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const kept = new Kept<readonly Root[] | null>();

/**
 * Answers an operation without executing it: one statement a root field, sent together, and their rows read into the response.
 * Null where graphql-js has to: a field that an algorithm answers, a variable that doesn't fit, a statement that failed, a value
 * that its type doesn't take.
 */
export async function straight(
  catalogue: Catalogue, { schema, document, operation, variables }: Operation, run: (filled: Filled) => Promise<readonly Row[]>,
): Promise<Record<string, unknown> | null> {
  if (operation.operation !== OperationTypeNode.QUERY) return null;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (!coerced) return null;
  const roots = kept.get(operation, shapeOf(schema, operation, coerced), () =>
    unlessInDoubt(() => planRoots(catalogue, { schema, fragments: fragmentsOf(document), variableValues: coerced }, operation)));
  const filled = roots && unlessInDoubt(() => roots.map((root) => fill(root, coerced)));
  if (!filled) return null;
  const rows = await Promise.all(filled.map((each) => run(each).catch(() => null)));
  return unlessInDoubt(() => {
    const data: Record<string, unknown> = {};
    filled.forEach(({ key, root, plan: { read }, given }, at) => {
      const found = rows[at];
      if (!found) throw new Doubt(key);
      data[key] = rootValue(root, read, found, given);
    });
    return data;
  });
}

/** Whatever can't be planned, filled or read here goes wrong under graphql-js as well, which says so in words that clients know. */
function unlessInDoubt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function planRoots(catalogue: Catalogue, request: Request, operation: OperationDefinitionNode): readonly Root[] {
  return selected(request, request.schema.getQueryType()!.name, [operation]).map((field) => {
    const root = field.field && plannedRoot(field.field);
    if (!root || field.key === "__proto__") throw new Doubt(field.key);
    return { key: field.key, root, plan: plan({ catalogue, request, output: forResponse, depth: 0 }, (planning) => rootStatement(planning, root, field)) };
  });
}

function fill({ key, root, plan: made }: Root, variableValues: Readonly<Record<string, unknown>>): Filled {
  const given = made.builder.given(variableValues);
  return { key, root, plan: made, given, parameters: made.builder.filled(given) };
}
