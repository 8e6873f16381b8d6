import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { graphql } from "graphql";
import { entities } from "../catalogue.js";
import { formatError, markWith } from "../api/errors.js";
import { resolvers } from "../api/resolvers.js";
import { apiSchema } from "../api/schema.js";
import { Problem } from "../entity/problem.js";
import { logger } from "../serve/logger.js";
import { withDatabase, withIdentity, type Shared } from "./options.js";
import type { AddCommand } from "./addCommand.js";

export const addQuery: AddCommand = (program, fail) => withIdentity(program.command("query"))
  .argument("<operation>", "file with a GraphQL operation, or the name of one in schema/operations; - reads standard input")
  .option("--variables <json>", "values of its variables; a ready operation has its own")
  .description("answer a GraphQL operation and print the response")
  .action(async (operation: string, options: Shared & { readonly variables?: string }) => {
    const { source, variables } = await read(operation);
    const variableValues = options.variables === undefined ? variables : parsed(options.variables);
    await withDatabase(options, async ({ out, context, config }) => {
      const schema = apiSchema(entities, resolvers);
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue: context });
      if (errors) fail();
      markWith(context.request, errors ?? []);
      const told = errors?.map((error) => formatError(logger(config))(error.toJSON(), error));
      const response = { ...(told && { errors: told }), ...(data !== undefined && { data }) };
      out.result(response, () => JSON.stringify(response, null, 2));
    });
  });

interface Operation {
  readonly source: string;
  readonly variables: Record<string, unknown>;
}

async function read(operation: string): Promise<Operation> {
  if (operation === "-") return { source: await text(process.stdin), variables: {} };
  const ready = new URL(`../../schema/operations/${encodeURIComponent(operation)}.graphql`, import.meta.url);
  const source = await readFile(ready, "utf8").catch(() => readFile(operation, "utf8")).catch(() => {
    throw new Problem("BAD_INPUT", `There is no operation ${JSON.stringify(operation)} in schema/operations and no such file; give the name or path of one.`);
  });
  const values = await readFile(new URL(ready.href.replace(/\.graphql$/, ".variables.json")), "utf8").catch(() => "{}");
  return { source, variables: JSON.parse(values) as Record<string, unknown> };
}

function parsed(variables: string): Record<string, unknown> {
  try {
    return JSON.parse(variables) as Record<string, unknown>;
  } catch {
    throw new Problem("BAD_INPUT", `--variables is ${variables}; expected a JSON object such as {"key":"reset-password"}.`);
  }
}
