import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../reads/context.js";
import { TaskAtDepth, TaskBranch } from "./hierarchyTypes.js";
import { Task } from "./task.js";

/** The task at a distance. */
@Resolver(() => TaskAtDepth)
export class TaskAtDepthResolver {
  @FieldResolver(() => Task, { description: "The task." })
  task(@Root() { task, asOf }: TaskAtDepth, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(task, info, asOf);
  }
}

/** Where a branch was cut. */
@Resolver(() => TaskBranch)
export class TaskBranchResolver {
  @FieldResolver(() => [Task], { description: "The tasks to go on from: those with parents or subtasks that were left out." })
  frontier(@Root() { frontier, asOf }: TaskBranch, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return Promise.all(frontier.map((id) => reads.node(id, info, asOf)));
  }
}
