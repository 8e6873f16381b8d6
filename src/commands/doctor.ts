import { entities } from "../catalogue.js";
import { readConfig, shownSettings, type Config, type ShownSetting } from "../config.js";
import { check, formatChecks } from "../graph/checks.js";
import { doctor, type Look } from "../graph/doctor.js";
import { usualWorkspace } from "../workspaces/offers.js";
import { withJson, type Shared } from "./options.js";
import { output } from "./output.js";
import type { AddCommand } from "./addCommand.js";

export const addDoctor: AddCommand = (program, fail) => withJson(program.command("doctor"))
  .description("check what the service needs, show every setting, and say what to do where something is missing")
  .action(async ({ json }: Shared) => {
    const shown = shownSettings();
    const config = readConfig();
    const checks = await doctor(config, entities, [workspaceInForce(config)]);
    if (checks.some(({ ok }) => !ok)) fail();
    output({ json: json === true }).result({ settings: shown, checks }, () =>
      ["Settings (from the environment, else their defaults)", ...shown.map(settingText), "", "Checks", formatChecks(checks)].join("\n"));
  });

/** Tells the workspace of requests that name none, which the graph decides where no setting does. */
export const workspaceInForce = ({ workspace }: Pick<Config, "workspace">): Look => async (graph) =>
  check("Workspace", true, `${await usualWorkspace(graph, workspace)}, for requests that name none`, "one", "");

const settingText = ({ name, value, given, description }: ShownSetting): string => `  ${name}${value === null ? " is unset" : `=${value}`}${given ? " (given)" : ""}\n      ${description}`;
