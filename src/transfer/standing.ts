import type { Graph } from "../graph/database.js";
import { isoOf } from "../graph/values.js";
import { service, type Viewer } from "../graph/viewer.js";
import type { Standing } from "./fit.js";
import type { Place } from "./storedFits.js";
import { lastChange, standingOf } from "./transfer.queries.js";

/** In ms: an event is the last that its transaction writes, and can be seen within this time of when it was recorded. */
const overtaken = 30_000;
/** In ms. Of a move of many thousand nodes to other viewers the rest follows its event in other transactions. */
const longestKept = 300_000;
const mostKept = 1000;
/** What is recorded all the time while a service runs, and decides neither which scores there are nor who sees them. */
const apart = ["Measurement", "Signal", "Alert", "Review", "TransferFit", "PromptBuild", "Answer", "Feedback"];

/** `until`: the last epoch millisecond of which all events are known. */
const kept = new Map<string, { readonly until: number; readonly counted: number; readonly standing: Standing }>();

/**
 * How far the scores that a viewer sees have come; `eyes` is a name for what it sees. Counted again only when something that scores may
 * depend on was changed in the workspace since, or lately: the count walks over all of them.
 */
export async function standingFor(graph: Graph, viewer: Viewer, place: Place, eyes: string): Promise<Standing> {
  const before = kept.get(eyes);
  const [last] = await lastChange(graph, service, { workspace: place.workspace, since: isoOf(before ? before.until + 1 : Date.now()), apart });
  const isCurrent = before && last && !last.isTouched && Date.now() - before.counted < longestKept;
  const { standing, counted } = isCurrent ? before : { standing: (await standingOf(graph, viewer, { ...place }))[0]!, counted: Date.now() };
  kept.delete(eyes);
  if (last) kept.set(eyes, { standing, counted, until: Date.now() - last.at > overtaken ? last.at : last.at - overtaken });
  for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest);
  return standing;
}
