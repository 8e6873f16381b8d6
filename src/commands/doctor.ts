import { entities } from "../catalogue.js";
import { readConfig, shownSettings, type Config, type ShownSetting } from "../config.js";
import { endpointEmbedder, type Endpoint } from "../documents/offers.js";
import { check, formatChecks, type Check } from "../graph/checks.js";
import { doctor, type Look } from "../graph/doctor.js";
import { chatEndpoint, type ChatEndpoint } from "../models/offers.js";
import { usualWorkspace } from "../workspaces/offers.js";
import { withJson, type Shared } from "./options.js";
import { output } from "./output.js";
import type { AddCommand } from "./addCommand.js";

export const addDoctor: AddCommand = (program, fail) => withJson(program.command("doctor"))
  .description("check what the service needs, show every setting, and say what to do where something is missing")
  .action(async ({ json }: Shared) => {
    const shown = shownSettings();
    const config = readConfig();
    const own = await doctor(config, entities, [workspaceInForce(config)], config.embedder ? () => endpointAnswers(config.embedder!) : undefined);
    const checks = config.model ? [...own, await modelAnswers(config.model)] : own;
    if (checks.some(({ ok }) => !ok)) fail();
    output({ json: json === true }).result({ settings: shown, checks }, () =>
      ["Settings (from the environment, else their defaults)", ...shown.map(settingText), "", "Checks", formatChecks(checks)].join("\n"));
  });

/** Tells the workspace of requests that name none, which the graph decides where no setting does. */
export const workspaceInForce = ({ workspace }: Pick<Config, "workspace">): Look => async (graph) =>
  check("Workspace", true, `${await usualWorkspace(graph, workspace)}, for requests that name none`, "one", "");

/** Asks the endpoint for one vector. */
async function endpointAnswers(endpoint: Endpoint): Promise<Check> {
  const expected = `vectors of ${endpoint.model}`;
  try {
    await endpointEmbedder(endpoint).query("Does it answer?");
    return check("Embedder", true, `${endpoint.model} at ${endpoint.url}`, expected, "");
  } catch (error) {
    return check("Embedder", false, "no vector", expected, error instanceof Error ? error.message : String(error));
  }
}

/** Asks the model for one word. */
export async function modelAnswers(endpoint: ChatEndpoint): Promise<Check> {
  const expected = `answers of ${endpoint.name}`;
  try {
    await chatEndpoint(endpoint).answer([{ role: "user", content: "Answer with one word: do you answer?" }]);
    return check("Model", true, `${endpoint.name} at ${endpoint.url}`, expected, "");
  } catch (error) {
    return check("Model", false, "no answer", expected, error instanceof Error ? error.message : String(error));
  }
}

const settingText = ({ name, value, given, description }: ShownSetting): string => `  ${name}${value === null ? " is unset" : `=${value}`}${given ? " (given)" : ""}\n      ${description}`;
