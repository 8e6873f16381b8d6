import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canBeNegative } from "../../dist/ingest/tableItems.js";

/** The folder's models.json, tasks.json and results.csv as a table for a fit, in points, with the names of its places. */
export function readTable(folder) {
  const json = (file) => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const models = json("models.json");
  const tasks = json("tasks.json");
  const rows = readFileSync(join(folder, "results.csv"), "utf8").trim().split("\n").slice(1).map((line) => line.split(","));
  const [modelAt, taskAt] = [models, tasks].map((things) => new Map(things.map(({ name }, at) => [name, at])));
  return {
    models: models.map(({ name }) => name),
    tasks: tasks.map(({ name }) => name),
    table: {
      columns: tasks.map(columnOf),
      subjects: models.map(subjectOf),
      cells: {
        columns: Int32Array.from(rows, ([, task]) => taskAt.get(task)),
        subjects: Int32Array.from(rows, ([model]) => modelAt.get(model)),
        values: Float64Array.from(rows, ([, , score]) => 100 * score),
        stdErrs: new Float64Array(rows.length),
        apart: new Float64Array(rows.length),
      },
    },
  };
}

const columnOf = ({ name, type, description, domains, languages, subtypes, mainScore }) => ({
  task: name, metric: "main", kind: type, languages: languages ?? [], domains: domains ?? [], ancestors: [],
  text: [name, description, ...(subtypes ?? [])].filter(Boolean).join("\n"), chance: null, range: [canBeNegative(mainScore ?? "") ? -100 : 0, 100], related: [],
});

const subjectOf = ({ name, organisation, parameters, releasedAt, embeddingDimensions, maxTokens, adaptedFrom, openWeights }) => ({
  id: name, organization: organisation, parameterCount: parameters, releasedAt: releasedAt === null ? null : Date.parse(releasedAt),
  contextTokens: maxTokens, embeddingDimensions, access: openWeights === null ? null : openWeights ? "OPEN" : "CLOSED",
  head: name, ordinal: 1, names: [name, ...(adaptedFrom === null ? [] : [adaptedFrom])], bases: adaptedFrom === null ? [] : [{ id: adaptedFrom, steps: 1 }],
});
