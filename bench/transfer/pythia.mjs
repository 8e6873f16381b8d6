import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { standardError } from "../../dist/ingest/resultTable.js";
import { random } from "../../dist/entity/random.js";
import { shuffled } from "../../dist/transfer/splits.js";
import { namedCells } from "./named.mjs";

const file = new URL("../../seeds/pythia/results.csv", import.meta.url);
const groups = new URL("../../seeds/pythia/groups.yaml", import.meta.url);

/** The seed's table as one for a fit, in points with standard errors: subjects are checkpoints, each derived from the one before it. */
export function readPythia() {
  const [header, ...rows] = parse(readFileSync(file, "utf8"), { comment: "#" });
  const about = Object.fromEntries(rows.splice(0, 4).map(([name, , , ...values]) => [name, values]));
  const tasks = header.slice(3);
  const steps = rows.map(([pretrained, revision, , ...counts]) => ({ size: pretrained, step: Number(revision.replace(/\D+/gu, "")), counts: counts.map(Number) }));
  const ordered = steps.toSorted((one, other) => one.size.localeCompare(other.size) || one.step - other.step);
  const cells = ordered.flatMap(({ counts }, subject) => counts.map((count, column) => ({ subject, column, share: count / about.items[column], n: Number(about.items[column]) })));
  return {
    models: ordered.map(nameOf), tasks, steps: ordered,
    table: {
      columns: tasks.map((task, at) => ({
        task, metric: "main", kind: about.kind[at] || null, languages: [/french/u.test(task) ? "fra" : "eng"], domains: [], ancestors: about.parent[at] ? lineOf(about.parent[at]) : [],
        text: task.replaceAll(/[_-]/gu, " "), chance: chanceOf(task), range: [0, 100], related: [],
      })),
      subjects: ordered.map(({ size, step }, at) => ({
        id: nameOf(ordered[at]), organization: "EleutherAI", parameterCount: parametersOf(size), releasedAt: null, contextTokens: 2_048, embeddingDimensions: null, access: "OPEN",
        head: size, names: [size], ordinal: ordered.slice(0, at).filter((each) => each.size === size).length + 1, bases: ordered.filter((each) => each.size === size && each.step < step).map(nameOf).reverse().map((id, i) => ({ id, steps: i + 1 })),
      })),
      cells: {
        columns: Int32Array.from(cells, ({ column }) => column), subjects: Int32Array.from(cells, ({ subject }) => subject), values: Float64Array.from(cells, ({ share }) => 100 * share),
        stdErrs: Float64Array.from(cells, ({ share, n }) => 100 * standardError(share, n)),
        apart: new Float64Array(cells.length),
      },
    },
  };
}

/** Hides the later half of the checkpoints of half of the models; a fifth of the tasks; a size with both its variants. */
export function pythiaCases(data, seed) {
  const next = random(seed);
  const sizes = [...new Set(data.steps.map(({ size }) => size))];
  const later = new Set(shuffled(sizes, next).slice(0, sizes.length / 2));
  const middle = 71_000;
  const hiddenTasks = new Set(shuffled(data.tasks, next).slice(0, Math.round(data.tasks.length / 5)));
  const one = /-1\.4b/u;
  const stepOf = new Map(data.steps.map((each) => [nameOf(each), each]));
  const of = (isHidden) => ({ hidden: namedCells(data).filter(isHidden).map(({ model, task }) => [model, task]) });
  return [
    { name: "later checkpoints", split: of(({ model }) => later.has(stepOf.get(model).size) && stepOf.get(model).step > middle) },
    { name: "tasks", split: of(({ task }) => hiddenTasks.has(task)) },
    { name: "a model size", split: of(({ model }) => one.test(model)) },
  ];
}

/** Of choices among two or four (the tasks' own papers); LAMBADA's words can't be guessed. */
const chanceOf = (task) => (task.startsWith("lambada") ? 0 : /^(piqa|winogrande|wsc|crows_pairs)/u.test(task) ? 50 : 25);
const nameOf = ({ size, step }) => `${size}@${step}`;
const parents = new Map([...readFileSync(groups, "utf8").matchAll(/key: (\w+),.*parent: (\w+)/gu)].map(([, key, parent]) => [key, parent]));
const lineOf = (key) => (key === undefined ? [] : [key, ...lineOf(parents.get(key))]);

function parametersOf(size) {
  const [, number, unit] = /(\d+(?:\.\d+)?)([mb])/u.exec(size.replace(/^.*pythia-/u, ""));
  return Number(number) * (unit === "m" ? 1e6 : 1e9);
}
