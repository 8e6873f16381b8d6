import { getVariableValues, OperationTypeNode, type OperationDefinitionNode } from "graphql";
import type { Catalogue } from "../entity/catalogue.js";
import type { Row } from "../graph/database.js";
import { callOf, completed, planAnswer, type Answered, type RunNodes } from "./answered.js";
import type { Given } from "./builder.js";
import type { Operation } from "./operation.js";
import { Doubt, forResponse } from "./output.js";
import { Kept, plan, type Plan } from "./plans.js";
import { plannedRoot, rootStatement, rootValue, type PlannedRoot } from "./roots.js";
import { fragmentsOf, selected, type Request } from "./selection.js";
import { shapeOf } from "./shape.js";

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

/** What an operation is answered from. What `rows` and `answer` give is kept for graphql-js, should it have to answer. */
export interface Sources {
  /** The rows of a planned root field. */
  readonly rows: (filled: Filled) => Promise<readonly Row[]>;
  /** What an algorithm's resolver gives for the root field of this key. */
  readonly answer: (key: string, resolve: () => unknown) => Promise<unknown>;
  readonly nodes: RunNodes;
}

const kept = new Kept<readonly (Root | Answered)[] | null>();

/**
 * Answers an operation without executing it: one statement a planned root field, and one for each place where an algorithm's answer has
 * nodes, sent together where they can be, and their rows read into the response. Null where graphql-js has to: a field below the root
 * that an algorithm answers, a variable that doesn't fit, a statement or a resolver that failed, a value that its type doesn't take.
 */
export async function straight(catalogue: Catalogue, asked: Operation, sources: Sources): Promise<Record<string, unknown> | null> {
  const { schema, document, operation, variables } = asked;
  if (operation.operation !== OperationTypeNode.QUERY) return null;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (!coerced) return null;
  const request = (): Request => ({ schema, fragments: fragmentsOf(document), variableValues: coerced });
  const roots = kept.get(operation, shapeOf(schema, operation, coerced), () => unlessInDoubt(() => planRoots(catalogue, request(), operation)));
  const begun = roots && unlessInDoubt(() => roots.map((root) => ("part" in root ? answered(root) : planned(root))));
  if (!begun) return null;
  const values = await Promise.all(begun.map((begin) => begin().catch(() => null)));
  return unlessInDoubt(() => {
    const data: Record<string, unknown> = {};
    values.forEach((value, at) => {
      if (!value) throw new Doubt(roots![at]!.key);
      data[roots![at]!.key] = value();
    });
    return data;
  });

  function planned(root: Root): () => Promise<() => unknown> {
    const given = root.plan.builder.given(coerced!);
    const filled = { ...root, given, parameters: root.plan.builder.filled(given) };
    return async () => {
      const rows = await sources.rows(filled);
      return () => rootValue(root.root, root.plan.read, rows, given);
    };
  }

  function answered(root: Answered): () => Promise<() => unknown> {
    const own = request();
    const resolve = callOf(asked, own, root);
    return async () => completed(catalogue, asked, own, root, await sources.answer(root.key, resolve), sources.nodes);
  }
}

/** Whatever can't be planned, filled or read here goes wrong under graphql-js as well, which says so in words that clients know. */
function unlessInDoubt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function planRoots(catalogue: Catalogue, request: Request, operation: OperationDefinitionNode): readonly (Root | Answered)[] {
  return selected(request, request.schema.getQueryType()!.name, [operation]).map((field) => {
    if (!field.field || field.key === "__proto__") throw new Doubt(field.key);
    const root = plannedRoot(field.field);
    if (!root) return planAnswer(request, field);
    return { key: field.key, root, plan: plan({ catalogue, request, output: forResponse, depth: 0 }, (planning) => rootStatement(planning, root, field)) };
  });
}
