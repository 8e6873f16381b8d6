import { statSync } from "node:fs";
import { access, constants, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ulid } from "ulid";
import { readConfig } from "../config.js";
import { usualEmbedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import { connect } from "../graph/connect.js";
import { startEphemeral } from "../graph/embedded/embedded.js";
import { embeddingModel } from "../graph/embedded/model.js";
import { migrate } from "../graph/migrate.js";
import { readBeir } from "../ingest/beir.js";
import { measured, runBeir, trecRun } from "../ingest/beirRun.js";
import { importBeir } from "../ingest/importBeir.js";
import { defaultSettings, withoutGraph } from "../retrieval/offers.js";
import { localOwner, viewerOf } from "../workspaces/offers.js";
import { load, type LoadContext } from "../writes/load.js";
import type { AddCommand } from "./addCommand.js";
import { addAnswers } from "./evaluateAnswers.js";
import { addDrift } from "./evaluateDrift.js";
import { withJson } from "./options.js";
import { problemsText } from "./outcome.js";
import { output, type Output } from "./output.js";

/** Where a collection is loaded to: nothing else is in that database. */
const workspace = "evaluation";
const task = "retrieve";

/** What a collection holds that can't be taken is told, and is no failure of the evaluation. */
export const addEvaluate: AddCommand = (program, fail) => {
  const command = program.command("evaluate").description("measure searches on test data, answers, and series over time");
  addAnswers(command, fail);
  addDrift(command, fail);
  withJson(command.command("retrieval"))
    .requiredOption("--beir <folder>", "a test collection in BEIR's layout; its judgements, where there are any, are only measured with")
    .requiredOption("--run <file>", "where the run is written, as trec_eval reads it: 100 documents a query")
    .option("--split <name>", "whose judgements are read", "test")
    .option("--no-graph", "without the graph step, for comparison")
    .description("retrieve for the queries of a test collection, in a database of its own, by the service's own way and default settings")
    .action(async ({ beir, run, split, graph, json }: { readonly beir: string; readonly run: string; readonly split: string; readonly graph: boolean; readonly json?: true }) => {
      const collection = await readBeir(beir, { split });
      if (statSync(run, { throwIfNoEntry: false })?.isDirectory()) throw new Problem("BAD_INPUT", `${run} is a folder; give a file for the run.`);
      await access(dirname(run), constants.W_OK).catch(() => { throw new Problem("BAD_INPUT", `Nothing can be written to ${run}; give a file in a folder that is there.`); });
      const out = output({ json: json === true });
      await inDatabase(out, async (context) => {
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

async function inDatabase(out: Output, work: (context: LoadContext) => Promise<void>): Promise<void> {
  const { home, embedder } = readConfig();
  if (embedder === null) await embeddingModel(home, out.say);
  const embedded = await startEphemeral(home, out.say);
  try {
    const database = connect(embedded);
    try {
      await migrate(database, out.say);
      const graph = database.session();
      const context: LoadContext = { graph, workspace, principal: localOwner, viewer: await viewerOf(graph, localOwner), request: ulid() };
      await load(context, [{ type: "Task", key: task, title: "Retrieve" }], { action: "evaluate" });
      await work(context);
    } finally {
      await database.close();
    }
  } finally {
    await embedded.stop();
  }
}
