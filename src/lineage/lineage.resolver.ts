import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { entities } from "../catalogue.js";
import { Problem } from "../entity/problem.js";
import type { Context } from "../reads/context.js";
import { within } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import type { Way } from "./hop.js";
import { impact } from "./impact.js";
import { lineage, type Asked, type Reached } from "./lineage.js";
import { lineagePath } from "./lineagePath.js";
import { LineageArguments, LineagePathArguments, mostDepth, mostMilliseconds, mostNodes, mostPlaces, mostReached } from "./lineageArguments.js";
import { ImpactAnswer, LineageAnswer, LineageDirection, LineageNode, LineagePathAnswer } from "./lineageTypes.js";

linked(LineageNode, { node: { type: () => Node, description: "The node." } });
for (const answer of [LineageAnswer, ImpactAnswer])
  linked<LineageAnswer | ImpactAnswer>(answer, { frontier: { type: () => [Node], description: "Nodes to go on from: those with edges to what was left out." } });

/** What things were made from, and what came of them. */
@Resolver()
export class LineageResolver {
  @Query(() => LineageAnswer, { description: "What something was made from, or what was made from it, over lineage edges alone." })
  async lineage(
    @Args(() => LineageArguments) given: LineageArguments,
    @Arg("direction", () => LineageDirection, { description: "Which way." }) way: Way,
    @Ctx() context: Context,
  ) {
    const { nodes, frontier, ...answer } = await lineage(context.graph, context.viewer, { ...await asked(given, context), way });
    const dated = at(given.asOf);
    return { ...answer, nodes: dated(nodes), ...cut(frontier, given.asOf) };
  }

  @Query(() => ImpactAnswer, { description: "What a change of something can reach downstream: models, systems, deployments, tasks, KPIs." })
  async impact(@Args(() => LineageArguments) given: LineageArguments, @Ctx() context: Context) {
    const { models, systems, deployments, tasks, kpis, frontier, ...answer } = await impact(context.graph, context.viewer, await asked(given, context));
    const dated = at(given.asOf);
    return { ...answer, models: dated(models), systems: dated(systems), deployments: dated(deployments), tasks: dated(tasks), kpis: dated(kpis), ...cut(frontier, given.asOf) };
  }

  @Query(() => LineagePathAnswer, { description: "A shortest way over lineage edges from one node to another, all upstream or all downstream." })
  async lineagePath(
    @Args(() => LineagePathArguments) { from, to, maxDepth, maxVisited, maxMilliseconds, asOf, workspace }: LineagePathArguments,
    @Arg("direction", () => LineageDirection, { nullable: true, description: "Where to look for the end; either way unless given." }) way: Way | null,
    @Ctx() { graph, viewer, reads }: Context,
  ) {
    const limits = checked({ maxDepth, maxNodes: within("maxVisited", maxVisited, 1, mostNodes), maxMilliseconds });
    const [start, end] = await reads.locate([from, to], workspace, asOf);
    const { nodes, ...answer } = await lineagePath(graph, viewer, { ...limits, from: start!.element, to: end!.element, way: way ?? null, asOf: asOf ?? new Date().toISOString() });
    return { ...answer, nodes: nodes && at(asOf)(nodes) };
  }
}

/** Arguments checked, and what is asked about found, at the moment that it is asked of. */
async function asked({ of, resume, stopAt, asOf, workspace, ...given }: LineageArguments, { reads }: Context): Promise<Omit<Asked, "way">> {
  const limits = checked(given);
  const unknown = stopAt.find((type) => !entities.entities.has(type));
  if (unknown !== undefined) throw new Problem("BAD_INPUT", `stopAt has "${unknown}"; expected types among ${[...entities.entities.keys()].join(", ")}.`);
  const places = resume?.from ?? [];
  within("The number of places in resume.from", places.length, 0, mostPlaces);
  within("The number of ids in resume.reached", resume?.reached.length ?? 0, 0, mostReached);
  const distances = places.map(({ distance }) => within("The distance of a place in resume.from", distance, 0, mostDistance));
  const [start, ...located] = await reads.locate([of, ...places], workspace, asOf);
  return {
    ...limits, element: start!.element, asOf: asOf ?? new Date().toISOString(), stopAt,
    resume: resume ? { from: located.map(({ id, element }, place) => ({ id, element, distance: distances[place]! })), reached: resume.reached } : null,
  };
}

/** Farther than any lineage that was told in parts. */
const mostDistance = 10_000;

const checked = ({ maxDepth, maxNodes, maxMilliseconds }: Pick<LineageArguments, "maxDepth" | "maxNodes" | "maxMilliseconds">) => ({
  maxDepth: within("maxDepth", maxDepth, 1, mostDepth), maxNodes: within("maxNodes", maxNodes, 1, mostNodes), maxMilliseconds: within("maxMilliseconds", maxMilliseconds, 1, mostMilliseconds),
});

/** Gives nodes the moment at which they themselves are read; null for now. */
const at = (asOf: string | null | undefined) => <N extends object>(nodes: readonly N[]) => nodes.map((node) => ({ ...node, asOf: asOf ?? null }));

const cut = (frontier: readonly Reached[], asOf: string | null | undefined) =>
  ({ cutAt: at(asOf)(frontier), frontier: frontier.map(({ node }) => node), asOf: asOf ?? null });
