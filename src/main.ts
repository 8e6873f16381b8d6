import "reflect-metadata";
import { run } from "./commands/program.js";

process.exitCode = await run(process.argv.slice(2));
