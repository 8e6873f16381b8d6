import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { isoOf } from "../graph/values.js";
import type { Context } from "../reads/context.js";
import { inWorkspace } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import { DateTime } from "../types/scalars.js";
import type { Coincidence } from "./coincidences.js";
import { explainChange } from "./explainChange.js";
import { ChangeExplanation, CoincidingEvent } from "./explainTypes.js";
import { refutation } from "./refutations.js";
import { Signal } from "./signal.js";

linked(ChangeExplanation, { signal: { type: () => Signal, description: "The signal." } });
linked(CoincidingEvent, {
  node: { type: () => Node, description: "What happened: what was deployed, used, indexed, reworded or ruled, or a slice whose share moved.", of: ({ event }) => event },
  nodes: { type: () => [Node], description: "The nodes of `path`, from the signal to it.", of: ({ way }) => way },
});

/** What happened upstream of a signal when it changed. */
@Resolver()
export class ExplainResolver {
  @Query(() => ChangeExplanation, { description: "What happened upstream of a signal around a change: deployments, aliases, versions, indexing runs, documents, policies and shifts of the mix, ranked, each with its path." })
  async explainChange(
    @Arg("signal", () => String, { description: "Key of the signal." }) key: string,
    @Arg("changePoint", () => DateTime, { nullable: true, description: "The change that is meant; the last one found unless given." }) changePoint: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() { graph, viewer, reads }: Context,
  ): Promise<Omit<ChangeExplanation, "signal"> & { readonly signal: string }> {
    const [signal] = await reads.locate([{ type: "Signal", key }], workspace);
    const found = await explainChange(graph, viewer, signal!, changePoint ?? null, new Date().toISOString());
    return {
      signal: signal!.id, changePoint: isoOf(found.changePoint), from: isoOf(found.from), to: isoOf(found.to),
      coincides: found.coincidences.slice(0, mostShown).map((each) => shown(signal!.id, each)), mixChange: found.mix?.mix.change ?? null, withinChange: found.mix?.within.change ?? null,
    };
  }
}

/** What comes later weighs next to nothing. */
const mostShown = 50;

function shown(signal: string, { event, at, score, nearness, touches, path }: Coincidence): CoincidingEvent {
  const way = [signal];
  for (const [from, , to] of path) way.push(from === way.at(-1) ? to : from);
  return { event, way, relation: "coincides", at: isoOf(at), score, nearness, touches, path: path.map(([from, type, to]) => ({ from, type, to })), refutedBy: refutation(event) };
}
