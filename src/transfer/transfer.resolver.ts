import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import { Problem } from "../entity/problem.js";
import type { Context } from "../reads/context.js";
import { Metric } from "../tasks/metric.js";
import { within } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { transfer } from "./transfer.js";
import { PredictionReason, PredictTransferInput, TransferAnswer, TransferPrediction } from "./transferTypes.js";

const mostCandidates = 100;
const versionOf: Readonly<Record<string, string>> = { Model: "ModelVersion", System: "SystemVersion", ModelVersion: "ModelVersion", SystemVersion: "SystemVersion" };

/** What candidates are expected to score. */
@Resolver(() => TransferAnswer)
export class TransferResolver {
  @Query(() => TransferAnswer, { description: "Scores to expect of systems or models on a task that they may not have been evaluated on, with intervals and what they rest on." })
  async predictTransfer(
    @Arg("input", () => PredictTransferInput, { description: "The task and the candidates." }) { task, candidates, metric, interval }: PredictTransferInput,
    @Arg("workspace", () => String, { nullable: true, description: "Workspace; the default unless given." }) workspace: string | null,
    @Ctx() context: Context,
  ) {
    within("The number of candidates", candidates.length, 1, mostCandidates);
    if (!(interval > 0 && interval < 1)) throw new Problem("BAD_INPUT", `interval is ${interval}; expected over 0 and under 1, such as .9.`);
    const [of, ...found] = await context.reads.locate([{ type: "Task", key: task }, ...candidates.map(asVersion)], workspace);
    return transfer(context.graph, context.viewer, {
      workspace: workspace ?? context.workspace, task: of!, candidates: [...new Set(found.map(({ id }) => id))], metric: metric ?? null, interval,
    });
  }

  @FieldResolver(() => Metric, { description: "Metric that the scores are values of." })
  metric(@Root() { metric }: TransferAnswer, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(metric, info);
  }
}

@Resolver(() => TransferPrediction)
export class TransferPredictionResolver {
  @FieldResolver(() => Node, { description: "The candidate." })
  candidate(@Root() { candidate }: TransferPrediction, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(candidate, info);
  }
}

@Resolver(() => PredictionReason)
export class PredictionReasonResolver {
  @FieldResolver(() => Node, { description: "The other task, or the other candidate." })
  node(@Root() { node }: PredictionReason, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(node, info);
  }
}

function asVersion({ type, key }: { readonly type: string; readonly key: string }) {
  const version = versionOf[type];
  if (version) return { type: version, key };
  throw new Problem("BAD_INPUT", `The type of the candidate "${key}" is "${type}"; expected ${Object.keys(versionOf).join(", ")}.`);
}
