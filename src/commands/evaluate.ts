import { writeFile } from "node:fs/promises";
import { usualEmbedder } from "../documents/offers.js";
import { readBeir } from "../ingest/beir.js";
import { measured, runBeir, trecRun } from "../ingest/beirRun.js";
import { importBeir } from "../ingest/importBeir.js";
import { defaultSettings, withoutGraph } from "../retrieval/offers.js";
import { load } from "../writes/load.js";
import type { AddCommand } from "./addCommand.js";
import { inEphemeral } from "./ephemeral.js";
import { addAnswers } from "./evaluateAnswers.js";
import { addDrift } from "./evaluateDrift.js";
import { addTransfer } from "./evaluateTransfer.js";
import { withJson } from "./options.js";
import { problemsText } from "./outcome.js";
import { output, writable } from "./output.js";

const task = "retrieve";

/** What a collection holds that can't be taken is told, and is no failure of the evaluation. */
export const addEvaluate: AddCommand = (program, fail) => {
  const command = program.command("evaluate").description("measure searches, answers and predictions on test data, and series over time");
  addAnswers(command, fail);
  addDrift(command, fail);
  addTransfer(command, fail);
  withJson(command.command("retrieval"))
    .requiredOption("--beir <folder>", "a test collection in BEIR's layout; its judgements, where there are any, are only measured with")
    .requiredOption("--run <file>", "where the run is written, as trec_eval reads it: 100 documents a query")
    .option("--split <name>", "whose judgements are read", "test")
    .option("--no-graph", "without the graph step, for comparison")
    .description("retrieve for the queries of a test collection, in a database of its own, by the service's own way and default settings")
    .action(async ({ beir, run, split, graph, json }: { readonly beir: string; readonly run: string; readonly split: string; readonly graph: boolean; readonly json?: true }) => {
      const collection = await readBeir(beir, { split });
      await writable(run, "the run");
      const out = output({ json: json === true });
      await inEphemeral(out, { embeds: true }, async (context) => {
        await load(context, [{ type: "Task", key: task, title: "Retrieve" }], { action: "evaluate" });
        const { problems, ...report } = await importBeir(context, collection, { progress: out.progress("documents") });
        const runs = await runBeir(context, collection, { task, embedder: usualEmbedder(), settings: graph ? defaultSettings : withoutGraph, progress: out.progress("queries") });
        await writeFile(run, trecRun(runs));
        const metrics = measured(runs, collection);
        out.result({ ...report, run, metrics, problems }, () => [
          `${report.queries} queries over ${report.documents} documents in ${report.chunks} chunks; the run is in ${run}.`,
          ...(metrics ? Object.entries(metrics).map(([name, value]) => `${name.padEnd(8)} ${value.toFixed(4)}`) : ["There are no judgements to measure it with."]),
          ...problemsText(problems.map(({ file, reason }) => `${file}: ${reason}`)),
        ].join("\n"));
      });
    });
};
