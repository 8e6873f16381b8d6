import { Command, CommanderError } from "commander";
import { Problem } from "../entity/problem.js";
import { addAudit } from "./audit.js";
import { addDoctor } from "./doctor.js";
import { addEvaluate } from "./evaluate.js";
import { addGate } from "./gate.js";
import { addImport } from "./import.js";
import { addIngest } from "./ingest.js";
import { addMcp } from "./mcp.js";
import { addMigrate } from "./migrate.js";
import { addPush } from "./push.js";
import { addQuery } from "./query.js";
import { addReembed } from "./reembed.js";
import { addSeed } from "./seed.js";
import { addServe } from "./serve.js";
import { addTune } from "./tune.js";

/** Exit codes: what was asked is done, something was refused or failed, the command line itself is wrong. */
const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

/** Runs one command line and gives the exit code; whatever goes wrong is one sentence on standard error. */
export async function run(args: readonly string[]): Promise<number> {
  let failed = false;
  const program = new Command("evalgraph")
    .description("A GraphQL knowledge graph for RAG-aware evaluation. Settings are in the environment; `evalgraph doctor` shows them.")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) });
  for (const add of [addServe, addMigrate, addSeed, addPush, addIngest, addImport, addReembed, addEvaluate, addTune, addGate, addQuery, addMcp, addAudit, addDoctor])
    add(program, () => (failed = true));
  try {
    await program.parseAsync(args, { from: "user" });
    return failed ? exitCodes.failed : exitCodes.done;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.misused;
    process.stderr.write(`${thrown instanceof Problem ? thrown.message : unexpected(thrown)}\n`);
    return exitCodes.failed;
  }
}

const unexpected = (thrown: unknown): string => `Something failed that should not have: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
