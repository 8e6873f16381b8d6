import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { configByKey } from "./retrieval.queries.js";
import { settingsOf, type RetrievalSettings } from "./settings.js";

/** A version of a retrieval configuration to search with. */
export interface SearchConfig {
  readonly id: string;
  readonly key: string;
  readonly settings: RetrievalSettings;
}

/** By its key, or the newest of a configuration by that one's. @throws Problem NOT_FOUND, and BAD_INPUT for settings that no search has. */
export async function searchConfig(graph: Graph, viewer: Viewer, workspace: string, key: string): Promise<SearchConfig> {
  const [config] = await configByKey(graph, viewer, { workspace, key });
  if (!config) throw new Problem("NOT_FOUND", `There is no RetrievalConfigVersion ${JSON.stringify(key)} in the workspace ${workspace}. Write one with upsertRetrievalConfigVersions.`);
  return { id: config.id, key: config.key, settings: settingsOf(config.key, JSON.parse(config.settings)) };
}
