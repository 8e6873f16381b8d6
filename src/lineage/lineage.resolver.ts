import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import type { Context } from "../reads/context.js";
import { within } from "../types/arguments.js";
import { DateTime } from "../types/scalars.js";
import { NodeKeyInput } from "../types/shared.js";
import { impact } from "./impact.js";
import { lineage, type Way } from "./lineage.js";
import { ImpactAnswer, LineageAnswer, LineageDirection } from "./lineageTypes.js";

const mostDepth = 50;
const mostNodes = 5000;
const of = { description: "What is asked about; a head, such as a Model, stands for all its versions." };
const depth = { defaultValue: 10, description: `Greatest distance, 1 to ${mostDepth}.` };
const nodes = { defaultValue: 500, description: `At most so many nodes beside the start, 1 to ${mostNodes}.` };
const asOfArgument = { nullable: true, description: "Moment at which aliases count; now unless given." };
const workspaceArgument = { nullable: true, description: "Workspace; the default unless given." };

/** What things were made from, and what came of them. */
@Resolver()
export class LineageResolver {
  @Query(() => LineageAnswer, { description: "What something was made from, or what was made from it, over lineage edges alone." })
  async lineage(
    @Arg("of", () => NodeKeyInput, of) start: NodeKeyInput,
    @Arg("direction", () => LineageDirection, { description: "Which way." }) way: Way,
    @Arg("maxDepth", () => Int, depth) maxDepth: number,
    @Arg("maxNodes", () => Int, nodes) maxNodes: number,
    @Arg("asOf", () => DateTime, asOfArgument) asOf: string | null,
    @Arg("workspace", () => String, workspaceArgument) workspace: string | null,
    @Ctx() { graph, viewer, reads }: Context,
  ) {
    const limits = { maxDepth: within("maxDepth", maxDepth, 1, mostDepth), maxNodes: within("maxNodes", maxNodes, 1, mostNodes) };
    const [located] = await reads.locate([start], workspace);
    const answer = await lineage(graph, viewer, { ...limits, element: located!.element, way, asOf: asOf ?? new Date().toISOString() });
    return { ...answer, asOf, nodes: dated(answer.nodes, asOf) };
  }

  @Query(() => ImpactAnswer, { description: "What a change of something can reach downstream: models, systems, deployments, tasks, KPIs." })
  async impact(
    @Arg("of", () => NodeKeyInput, of) start: NodeKeyInput,
    @Arg("maxDepth", () => Int, depth) maxDepth: number,
    @Arg("maxNodes", () => Int, nodes) maxNodes: number,
    @Arg("asOf", () => DateTime, asOfArgument) asOf: string | null,
    @Arg("workspace", () => String, workspaceArgument) workspace: string | null,
    @Ctx() { graph, viewer, reads }: Context,
  ) {
    const limits = { maxDepth: within("maxDepth", maxDepth, 1, mostDepth), maxNodes: within("maxNodes", maxNodes, 1, mostNodes) };
    const [located] = await reads.locate([start], workspace);
    const { models, systems, deployments, tasks, kpis, ...answer } = await impact(graph, viewer, { ...limits, element: located!.element, asOf: asOf ?? new Date().toISOString() });
    return {
      ...answer, asOf, models: dated(models, asOf), systems: dated(systems, asOf), deployments: dated(deployments, asOf), tasks: dated(tasks, asOf), kpis: dated(kpis, asOf),
    };
  }
}

/** With the moment at which the nodes themselves are read. */
const dated = <N extends object>(nodes: readonly N[], asOf: string | null) => nodes.map((node) => ({ ...node, asOf }));
