import { z } from "zod";
import type { Graph } from "../graph/database.js";
import { query } from "../graph/query.js";
import { service } from "../graph/viewer.js";

const known = query("workspaces/known", { params: z.object({ workspace: z.string() }), row: z.object({ key: z.string() }) });

/** Where the example worlds are, and where else everything goes. */
const demoWorkspace = "demo";
const mainWorkspace = "main";

/** The workspace of whoever names none: the setting, else `demo` where the demo seeds were loaded, else `main`. */
export async function usualWorkspace(graph: Graph, setting: string | null): Promise<string> {
  if (setting !== null) return setting;
  return (await known(graph, service, { workspace: demoWorkspace })).length > 0 ? demoWorkspace : mainWorkspace;
}
