import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, FieldResolver, Info, InputType, Mutation, ObjectType, Resolver, Root } from "type-graphql";
import type { Context } from "../reads/context.js";
import { Node } from "../types/interfaces.js";
import { inWorkspace, sentOnce } from "../types/arguments.js";
import { NodeKeyInput, UpsertPayload } from "../types/shared.js";
import { writing } from "../types/writing.js";
import { endEdges } from "../writes/endEdges.js";
import { merge, undoMerge } from "../writes/merge.js";
import { once } from "../writes/once.js";
import { retire } from "../writes/retire.js";

@InputType({ description: "An edge by its ends and the name of its field." })
export class EdgeEndInput {
  @Field(() => NodeKeyInput, { description: "Where it comes from: the node that has the field." }) readonly from!: NodeKeyInput;
  @Field(() => String, { description: "Name of the field, such as `domains`." }) readonly edge!: string;
  @Field(() => NodeKeyInput, { description: "Where it leads to." }) readonly to!: NodeKeyInput;
}

@ObjectType({ description: "The two nodes of a merge.", simpleResolvers: true })
export class MergePayload {
  readonly ids!: readonly [from: string, into: string];
}

@Resolver(() => MergePayload)
export class MergePayloadResolver {
  @FieldResolver(() => Node, { nullable: true, description: "The one that is left behind, or was." })
  from(@Root() { ids }: MergePayload, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(ids[0], info);
  }

  @FieldResolver(() => Node, { nullable: true, description: "The one that has the edges of both, or had." })
  into(@Root() { ids }: MergePayload, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
    return reads.node(ids[1], info);
  }
}

/** What is done to nodes of any kind, beside writing them. */
@Resolver()
export class CommandsResolver {
  @Mutation(() => UpsertPayload, { description: "Ends edges from now on; `asOf` still finds them. Those that can't end are reported." })
  endEdges(
    @Arg("input", () => [EdgeEndInput], { description: "Edges that hold now." }) input: readonly EdgeEndInput[],
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    const own = writing(context, workspace);
    const edges = input.map(({ from, edge, to }) => ({ edge, from: { label: from.type, key: from.key }, to: { label: to.type, key: to.key } }));
    return once(own, idempotencyKey, { act: "endEdges", action: "endEdges", edges }, () => endEdges(own, edges));
  }

  @Mutation(() => UpsertPayload, { description: "Hides nodes and all that is part of them from now on; `asOf` still finds them, and their keys stay taken." })
  retire(
    @Arg("type", () => String, { description: "Their type, such as `Task`." }) type: string,
    @Arg("keys", () => [String], { description: "Their natural keys." }) keys: readonly string[],
    @Arg("reason", () => String, { description: "Why, for the audit." }) reason: string,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    const own = writing(context, workspace);
    return once(own, idempotencyKey, { act: "retire", action: "retire", type, keys, reason }, () => retire(own, type, keys, reason));
  }

  @Mutation(() => MergePayload, { description: "Says that two models, datasets, documents or systems are one: the edges of the first move to the second, and can be moved back." })
  merge(
    @Arg("type", () => String, { description: "Their type: Model, Dataset, Document or System." }) type: string,
    @Arg("from", () => String, { description: "Key of the one that is left behind." }) from: string,
    @Arg("into", () => String, { description: "Key of the one that stays." }) into: string,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    const own = writing(context, workspace);
    return once(own, idempotencyKey, { act: "merge", action: "merge", type, from, into }, () => merge(own, type, from, into));
  }

  @Mutation(() => MergePayload, { description: "Moves back what a merge moved." })
  undoMerge(
    @Arg("type", () => String, { description: "Its type: Model, Dataset, Document or System." }) type: string,
    @Arg("from", () => String, { description: "Key of the one that was left behind." }) from: string,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    const own = writing(context, workspace);
    return once(own, idempotencyKey, { act: "merge", action: "undoMerge", type, from }, () => undoMerge(own, type, from));
  }
}
