import { withDatabase, withJson, type Shared } from "./options.js";
import type { AddCommand } from "./addCommand.js";

export const addMigrate: AddCommand = (program) => withJson(program.command("migrate"))
  .description("bring the database's constraints and indexes up to date; `npm start` does so by itself")
  .action((options: Shared) => withDatabase(options, async ({ out }) => out.result({ migrated: true }, () => "The database is up to date.")));
