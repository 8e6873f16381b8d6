import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { gate } from "../graph/gate.js";
import { deserialise, fitTransfer, type TransferModel } from "./model.js";
import type { ScoreTable } from "./scoreTable.js";
import type { Seen, SeenTable } from "./table.js";

/** A model with what it has seen, ready to predict. */
export interface Fit {
  readonly seen: Seen & { readonly standing: Standing };
  readonly model: TransferModel;
  /** When it was made, epoch milliseconds. */
  readonly at: number;
  /** Places in the model's table, by `columnKey` and by id. */
  readonly columnAt: ReadonlyMap<string, number>;
  readonly subjectAt: ReadonlyMap<string, number>;
  /** The cell of a column and a subject, by their places in the table; -1 where there is none. */
  cell(column: number, subject: number): number;
}

/** How far the scores of a family had come when a fit was made: their number, the newest's time of recording, and how often any was changed. */
export interface Standing {
  readonly scores: number;
  readonly newest: number | null;
  readonly revisions: number;
}

export const isSame = (a: Standing, b: Standing): boolean => a.scores === b.scores && a.newest === b.newest && a.revisions === b.revisions;

export const columnKey = (task: string, metric: string): string => `${task}#${metric}`;

export function asFit(seen: Fit["seen"], model: TransferModel, at: number): Fit {
  const { columns, subjects, cells } = model.table;
  let cellAt: ReadonlyMap<number, number> | undefined;
  return {
    seen, model, at, columnAt: new Map(columns.map(({ task, metric }, place) => [columnKey(task!, metric), place])), subjectAt: new Map(subjects.map(({ id }, place) => [id!, place])),
    cell: (column, subject) => (cellAt ??= new Map(Array.from(cells.columns, (at, cell) => [at * subjects.length + cells.subjects[cell]!, cell]))).get(column * subjects.length + subject) ?? -1,
  };
}

/** Fits a table: a large one in a thread of its own, so that requests go on meanwhile. `onProgress` is told the share that is done, 0 to 1. */
export async function fitOf({ table, seen }: SeenTable, standing: Standing, onProgress: (share: number) => void = () => {}): Promise<Fit> {
  const model = table.cells.values.length <= mostInline || !existsSync(fileURLToPath(script)) ? fitTransfer(table, {}, onProgress) : await fitInThread(table, onProgress);
  return asFit({ ...seen, standing }, model, Date.now());
}

/** Cells that take about as long as starting a thread. */
const mostInline = 300;
/** Only what was compiled has it: sources are fitted by the thread that asks. */
const script = new URL("./fitWorker.js", import.meta.url);

/** Each takes a processor, and a large one some hundred MB: viewers who see different scores have different fits, and all may ask at once. Others wait. */
const threads = gate({ atOnce: 2, waiting: Infinity, patience: 2 ** 31 - 1 });

const fitInThread = (table: ScoreTable, onProgress: (share: number) => void): Promise<TransferModel> => threads.pass(() => new Promise<TransferModel>((resolve, reject) => {
  const worker = new Worker(script, { workerData: table });
  worker.on("message", (told: number | Uint8Array) => (typeof told === "number" ? onProgress(told) : resolve(deserialise(told))));
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`The thread that fits ended with ${code} before it was done.`)));
}));
