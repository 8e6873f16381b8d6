import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root } from "type-graphql";
import { Score } from "../evaluations/score.js";
import { EffectivePolicy, PolicyAction, type Action } from "../policies/offers.js";
import { PolicyVersion } from "../policies/policyVersion.js";
import type { Context } from "../reads/context.js";
import { within } from "../types/arguments.js";
import { enumType } from "../types/fieldTypes.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import { DateTime } from "../types/scalars.js";
import { TaskAtDepth, TaskBranch } from "./hierarchyTypes.js";
import { Task } from "./task.js";
import { ancestorsOf, descendantsOf, leaderboardOf, policiesOf } from "./task.loaders.js";

const mostDepth = 32;
const mostNodes = 1000;
const mostEntries = 100;
const usualDepth = 10;
const usualNodes = 200;
const usualEntries = 20;
const asOfArgument = { nullable: true, description: "Moment whose edges count; now unless given." };
const depthArgument = { defaultValue: usualDepth, description: `Greatest distance, 1 to ${mostDepth}.` };

linked(TaskAtDepth, { task: { type: () => Task, description: "The task." } });
linked(TaskBranch, { frontier: { type: () => [Task], description: "The tasks to go on from: those with parents or subtasks that were left out." } });
linked(EffectivePolicy, {
  policyVersion: { type: () => PolicyVersion, description: "The policy version." },
  by: { type: () => [PolicyVersion], description: "The policy versions that override it, have the tighter bound, or contradict it." },
  path: { type: () => [Node], description: "The shortest way from the task to what the policy is set on: tasks above it, or a domain and those above that." },
});

/** What an algorithm says of a task; all else about it is planned. */
@Resolver(() => Task)
export class TaskResolver {
  @FieldResolver(() => [EffectivePolicy], {
    description: "Policies that reach it from itself, the tasks above it, its domains and those above: in effect, not superseded, nearest first.",
  })
  effectivePolicies(
    @Root() task: Pick<Task, "id">,
    @Arg("action", () => enumType(PolicyAction), { nullable: true, description: "Action that they are about; any unless given." }) action: Action | null,
    @Arg("purpose", () => String, { nullable: true, description: "Purpose that is judged; each policy by its own unless given." }) purpose: string | null,
    @Arg("asOf", () => DateTime, asOfArgument) asOf: string | null,
    @Ctx() context: Context,
  ) {
    return policiesOf(context, { action: action ?? null, purpose: purpose ?? null, asOf: asOf ?? null }, task.id);
  }

  @FieldResolver(() => TaskBranch, { description: "The tasks that it is a part of, nearest first." })
  ancestors(
    @Root() task: Pick<Task, "id">,
    @Arg("maxDepth", () => Int, depthArgument) maxDepth: number,
    @Arg("asOf", () => DateTime, asOfArgument) asOf: string | null,
    @Ctx() context: Context,
  ) {
    return ancestorsOf(context, { maxDepth: within("maxDepth", maxDepth, 1, mostDepth), maxNodes: mostDepth, asOf: asOf ?? null }, task.id);
  }

  @FieldResolver(() => TaskBranch, { description: "The tasks that it is made of, level by level." })
  descendants(
    @Root() task: Pick<Task, "id">,
    @Arg("maxDepth", () => Int, depthArgument) maxDepth: number,
    @Arg("maxNodes", () => Int, { defaultValue: usualNodes, description: `At most so many, 1 to ${mostNodes}.` }) maxNodes: number,
    @Arg("asOf", () => DateTime, asOfArgument) asOf: string | null,
    @Ctx() context: Context,
  ) {
    const reach = { maxDepth: within("maxDepth", maxDepth, 1, mostDepth), maxNodes: within("maxNodes", maxNodes, 1, mostNodes), asOf: asOf ?? null };
    return descendantsOf(context, reach, task.id);
  }

  @FieldResolver(() => [Score], {
    description: "Best comparable score of each subject on its versions, best first: valid evaluations with equal protocol, judge, data, split and extraction.",
  })
  async leaderboard(
    @Root() task: Pick<Task, "id">,
    @Arg("metric", () => String, { description: "Key of the metric." }) metric: string,
    @Arg("slice", () => String, { nullable: true, description: "Key of the slice; all cases unless given." }) slice: string | null,
    @Arg("taskVersion", () => String, { nullable: true, description: "Key of the version whose protocol counts; the newest with scores unless given." }) taskVersion: string | null,
    @Arg("first", () => Int, { defaultValue: usualEntries, description: `At most so many, 1 to ${mostEntries}.` }) first: number,
    @Ctx() context: Context, @Info() info: GraphQLResolveInfo,
  ) {
    const asked = { metric, slice: slice ?? null, taskVersion: taskVersion ?? null, first: within("first", first, 1, mostEntries) };
    const scores = await leaderboardOf(context, asked, task.id);
    return Promise.all(scores.map((id) => context.reads.node(id, info)));
  }
}
