import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import { Problem } from "../entity/problem.js";
import { missing, templateOf } from "./diff.js";
import { versions } from "./prompts.queries.js";
import type { Template } from "./template.js";

/** The template of a prompt version by key. @throws Problem NOT_FOUND for one that the viewer doesn't see, CONFLICT where it, or what it embeds, isn't approved. */
export async function approvedTemplate({ graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer }, workspace: string, key: string): Promise<Template> {
  const [found] = await versions(graph, viewer, { workspace, keys: [key] });
  if (!found) return missing(key, workspace);
  const open = [found, ...found.parts].find(({ state }) => state !== "APPROVED");
  if (open) throw new Problem("CONFLICT", `PromptVersion:${open.key} is ${open.state}, and what is asked of a model is approved first. Send it in with submitForReview, and have a reviewVersion approve it.`);
  return templateOf(found);
}
