import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Mutation, Resolver } from "type-graphql";
import { ulid } from "ulid";
import { usualEmbedder } from "../documents/offers.js";
import { VersionState } from "../entity/common.js";
import { normalKey } from "../entity/keys.js";
import { Problem } from "../entity/problem.js";
import { usualChat } from "../models/offers.js";
import { checkScenarios, unfitTemplates } from "../prompts/offers.js";
import { entities as catalogue } from "../catalogue.js";
import type { Context } from "../reads/context.js";
import { atMost, inWorkspace, mostItems, sentOnce } from "../types/arguments.js";
import { UpsertPayload } from "../types/shared.js";
import { writing } from "../types/writing.js";
import { load } from "../writes/load.js";
import { checkMay } from "../writes/may.js";
import { once } from "../writes/once.js";
import { submitForReview } from "../writes/submit.js";
import { Review } from "./review.js";
import { ReviewVersionInput } from "./review.types.js";

@Resolver()
export class ReviewResolver {
  @Mutation(() => UpsertPayload, { description: "Sends drafts in: DRAFT becomes IN_REVIEW. A prompt's template must be sound, with every variable declared." })
  async submitForReview(
    @Arg("type", () => String, { description: "Their type: a kind of version, or Demonstration." }) type: string,
    @Arg("keys", () => [String], { description: "Their keys, versions as `key@version`." }) keys: readonly string[],
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    const own = writing(context, workspace);
    const check = async (sent: readonly string[]) => (type === "PromptVersion" ? unfitTemplates(own, own.workspace, sent) : new Map<string, string>());
    return once(own, idempotencyKey, { act: "write", action: "submitForReview", type, keys }, () => submitForReview(own, type, atMost("keys", keys, mostItems), check));
  }

  @Mutation(() => Review, { description: "Reviews what is IN_REVIEW. Who wrote it can't approve it; where its task's riskTier is HIGH two others must. A prompt is approved only if what it is composed of is, and if it passes its task's scenarios, all of which are run unless `allowNotRun`." })
  async reviewVersion(
    @Arg("input", () => ReviewVersionInput, { description: "What is reviewed, and the outcome." }) input: ReviewVersionInput,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context, @Info() info: GraphQLResolveInfo,
  ) {
    const own = writing(context, workspace);
    checkMay(own.viewer, "Review", "reviewVersion", own.workspace);
    const { id } = await once(own, idempotencyKey, { act: "Review", action: "reviewVersion", input }, async () => {
      const { type, outcome, comment, allowNotRun } = input;
      const key = normalKey(input.key);
      if (catalogue.entities.get(type)?.fields["state"]?.values !== VersionState)
        throw new Problem("BAD_INPUT", `${JSON.stringify(type)} isn't reviewed here; give a kind of version, such as PromptVersion, or Demonstration.`);
      const left = type === "PromptVersion" && outcome === "APPROVE" ? await checkScenarios(own, { workspace: own.workspace, version: key }, { embedder: usualEmbedder(), chat: usualChat() }, allowNotRun) : null;
      const item = { type: "Review", key: `review/${ulid()}`, outcome, comment: left === null ? comment : [comment, left].filter(Boolean).join("\n"), subject: { type, key } };
      const { ids: [made], errors: [wrong] } = await load(own, [item], { action: "reviewVersion", checked: true });
      if (wrong) throw new Problem(wrong.code, wrong.message);
      return { id: made! };
    });
    return context.reads.node(id, info);
  }
}
