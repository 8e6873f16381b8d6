import { parentPort, workerData } from "node:worker_threads";
import { fitTransfer, serialise } from "./model.js";
import type { ScoreTable } from "./scoreTable.js";

/** A thread that fits the table that it is started with, and posts what share is done, and in the end the model in bytes. */
const bytes = serialise(fitTransfer(workerData as ScoreTable, {}, (share) => parentPort!.postMessage(share)));
parentPort!.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
