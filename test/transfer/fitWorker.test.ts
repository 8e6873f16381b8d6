import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { deserialise, fitTransfer, predictCells } from "../../src/transfer/model.js";
import type { ScoreTable } from "../../src/transfer/scoreTable.js";
import { scoreOf } from "./additiveTable.js";

const columns = Array.from({ length: 6 }, (_, t) => ({
  task: `Task_${t}`, metric: "f1", kind: null, languages: [], domains: [], ancestors: [], text: `task ${t}`, chance: null, range: null, related: [],
}));
const subjects = Array.from({ length: 8 }, (_, s) => ({
  id: `ModelVersion_${s}`, organization: null, parameterCount: 10 ** s, releasedAt: null, contextTokens: null, embeddingDimensions: null, access: null, head: null, ordinal: null, names: [], bases: [],
}));
const cells = columns.flatMap((_, t) => subjects.map((__, s) => ({ t, s }))).filter(({ t, s }) => t > 0 || s > 0);
const table: ScoreTable = {
  columns, subjects,
  cells: {
    columns: Int32Array.from(cells, ({ t }) => t), subjects: Int32Array.from(cells, ({ s }) => s), values: Float64Array.from(cells, ({ t, s }) => 100 * scoreOf(t, s)), stdErrs: new Float64Array(cells.length), apart: new Float64Array(cells.length),
  },
};

test("a thread of its own fits what the thread that asks would, and says how far it is (npm run build makes it)", async () => {
  const told: (number | Uint8Array)[] = [];
  const worker = new Worker(new URL("../../dist/transfer/fitWorker.js", import.meta.url), { workerData: table });
  worker.on("message", (each: number | Uint8Array) => void told.push(each));
  await once(worker, "exit");
  const shares = told.slice(0, -1) as readonly number[];
  expect(shares.length).toBeGreaterThan(0);
  expect(shares.every((share, at) => share >= 0 && share <= 1 && (at === 0 || share >= shares[at - 1]!))).toBe(true);
  const pair = [{ column: 0, subject: 0 }];
  const [there] = predictCells(deserialise(told.at(-1) as Uint8Array), pair, 0.9);
  const [here] = predictCells(fitTransfer(table), pair, 0.9);
  expect(there!.mean).toBeCloseTo(here!.mean!, 3);
  expect(there!.low).toBeCloseTo(here!.low!, 3);
});
