import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Chunk } from "../documents/chunk.js";
import { usualEmbedder } from "../documents/offers.js";
import { PolicyVersion } from "../policies/policyVersion.js";
import type { Context } from "../reads/context.js";
import { Task } from "../tasks/task.js";
import { inWorkspace } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import { ContextHit, ContextLeftOut, ContextPack, ContextStep, RetrieveContextInput } from "./context.types.js";
import { retrieve } from "./retrieve.js";
import { searchConfig } from "./searchConfig.js";
import { defaultSettings } from "./settings.js";
import { shown } from "./shown.js";

linked(ContextPack, {
  task: { type: () => Task, description: "The task that it is for.", of: ({ taskId }) => taskId },
  prohibitedBy: { type: () => [PolicyVersion], description: "Policies that prohibit it, as far as the viewer may see them.", seen: true, of: ({ prohibitedIds }) => prohibitedIds },
});
linked(ContextHit, { chunk: { type: () => Chunk, description: "The chunk.", of: ({ hit }) => hit.id } });
linked(ContextStep, { node: { type: () => Node, description: "What it leads to.", of: ({ id }) => id } });
linked(ContextLeftOut, { chunk: { type: () => Chunk, description: "The chunk.", of: ({ candidate }) => candidate.id } });

@Resolver()
export class RetrievalResolver {
  @Query(() => ContextPack, { description: "What a task may be given on a query: full-text and dense search over the documents that the viewer may see and policies allow, and what those found lead to in the graph, packed into a budget." })
  async retrieveContext(
    @Arg("input", () => RetrieveContextInput, { description: "What to find, and within what." }) input: RetrieveContextInput,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<ContextPack> {
    const { task, query, maxTokens, purpose = null, language = null, asOf = null, config = null, ...filters } = input;
    const request = { workspace: workspace ?? context.workspace, task, query, maxTokens, purpose, language, asOf, filters, actions: ["RETRIEVE"] as const };
    const settings = config === null ? defaultSettings : (await searchConfig(context.graph, context.viewer, request.workspace, config)).settings;
    return shown(await retrieve(context, request, usualEmbedder(), settings), asOf);
  }
}
