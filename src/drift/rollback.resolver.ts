import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, FieldResolver, Float, Info, Mutation, ObjectType, Resolver, Root } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { Decision } from "../governance/decision.js";
import { SystemVersion } from "../models/systemVersion.js";
import type { Context } from "../reads/context.js";
import { inWorkspace, sentOnce } from "../types/arguments.js";
import { enumType } from "../types/fieldTypes.js";
import { linked } from "../types/linkedNodes.js";
import { writing } from "../types/writing.js";
import { checkMay } from "../writes/may.js";
import { once } from "../writes/once.js";
import { decideRollback, type RollbackDecision } from "./decideRollback.js";
import type { RollbackAction } from "./rollbackPlan.js";

const Action = enumType(enumeration<RollbackAction>("RollbackAction", "What is to be done about a deployment.", {
  ROLL_BACK: "Go back to `target`.", DISABLE: "Take it out of service and have a person decide: there is no version to go back to.", KEEP: "Nothing.", WAIT: "Measure more.",
}));

@ObjectType("RollbackDecision", { description: "Whether to roll a deployment back.", simpleResolvers: true })
export class RollbackAnswer implements Omit<RollbackDecision, "decision" | "target"> {
  readonly decision!: string;
  readonly targetId!: string | null;
  @Field(() => Action, { description: "What is to be done; whoever deploys does it." }) readonly action!: RollbackAction;
  @Field(() => Boolean, { description: "Whether a person has to see to it." }) readonly escalate!: boolean;
  @Field(() => Boolean, { description: "Whether nothing was measured before that it could be compared with." }) readonly coldStart!: boolean;
  @Field(() => Float, { nullable: true, description: "Greatest P(true drop > threshold) of a signal; null without any." }) readonly probability!: number | null;
  @Field(() => String, { description: "Why." }) readonly reason!: string;
}

linked(RollbackAnswer, { decision: { type: () => Decision, description: "The decision that was kept, with what each signal says in its checks." } });

/** Whether to roll back. */
@Resolver(() => RollbackAnswer)
export class RollbackResolver {
  @Mutation(() => RollbackAnswer, { description: "Decides whether to roll a deployment back, by the signals that see it, and keeps the Decision. Once due it stays so until the probability falls below .5." })
  async decideRollback(
    @Arg("deployment", () => String, { description: "Key of the deployment." }) key: string,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null, @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<RollbackDecision> {
    const own = writing(context, workspace);
    checkMay(own.viewer, "write", "decideRollback", own.workspace);
    const [deployment] = await context.reads.locate([{ type: "Deployment", key }], workspace);
    return once(own, idempotencyKey, { act: "write", action: "decideRollback", deployment: key }, () => decideRollback(own, deployment!));
  }

  @FieldResolver(() => SystemVersion, { nullable: true, description: "The version to go back to." })
  target(@Root() { targetId }: RollbackAnswer, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return targetId === null ? null : reads.node(targetId, info);
  }
}
