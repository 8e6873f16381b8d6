import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../reads/context.js";
import { within } from "../types/arguments.js";
import { impact } from "./impact.js";
import { lineage, type Asked, type Way } from "./lineage.js";
import { LineageArguments, mostDepth, mostNodes } from "./lineageArguments.js";
import { ImpactAnswer, LineageAnswer, LineageDirection } from "./lineageTypes.js";

/** What things were made from, and what came of them. */
@Resolver()
export class LineageResolver {
  @Query(() => LineageAnswer, { description: "What something was made from, or what was made from it, over lineage edges alone." })
  async lineage(
    @Args(() => LineageArguments) given: LineageArguments,
    @Arg("direction", () => LineageDirection, { description: "Which way." }) way: Way,
    @Ctx() context: Context,
  ) {
    const { nodes, ...answer } = await lineage(context.graph, context.viewer, { ...await asked(given, context), way });
    return { ...answer, asOf: given.asOf ?? null, nodes: at(given.asOf)(nodes) };
  }

  @Query(() => ImpactAnswer, { description: "What a change of something can reach downstream: models, systems, deployments, tasks, KPIs." })
  async impact(@Args(() => LineageArguments) given: LineageArguments, @Ctx() context: Context) {
    const { models, systems, deployments, tasks, kpis, ...answer } = await impact(context.graph, context.viewer, await asked(given, context));
    const dated = at(given.asOf);
    return {
      ...answer, asOf: given.asOf ?? null, models: dated(models), systems: dated(systems), deployments: dated(deployments), tasks: dated(tasks), kpis: dated(kpis),
    };
  }
}

/** Arguments checked, and what is asked about found, at the moment that it is asked of. */
async function asked({ of, maxDepth, maxNodes, asOf, workspace }: LineageArguments, { reads }: Context): Promise<Omit<Asked, "way">> {
  const limits = { maxDepth: within("maxDepth", maxDepth, 1, mostDepth), maxNodes: within("maxNodes", maxNodes, 1, mostNodes) };
  const [start] = await reads.locate([of], workspace, asOf);
  return { ...limits, element: start!.element, asOf: asOf ?? new Date().toISOString() };
}

/** Gives nodes the moment at which they themselves are read; null for now. */
const at = (asOf: string | null | undefined) => <N extends object>(nodes: readonly N[]) => nodes.map((node) => ({ ...node, asOf: asOf ?? null }));
