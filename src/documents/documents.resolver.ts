import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Problem } from "../entity/problem.js";
import type { Context } from "../reads/context.js";
import { inWorkspace, sentOnce } from "../types/arguments.js";
import { writing } from "../types/writing.js";
import { once } from "../writes/once.js";
import { IngestDocumentInput, IngestDocumentsPayload } from "./documents.types.js";
import { ingestDocuments } from "./ingest.js";

/** A hundred documents of some pages are embedded within a minute or two; more are sent in several requests. */
const mostDocuments = 100;

@Resolver()
export class DocumentsResolver {
  @Mutation(() => IngestDocumentsPayload, { description: "Splits documents into chunks, embeds and writes them. The same document again changes nothing; a changed one becomes a version, and the one before it ends." })
  async ingestDocuments(
    @Arg("input", () => [IngestDocumentInput], { description: "At most 100." }) input: readonly IngestDocumentInput[],
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ): Promise<IngestDocumentsPayload> {
    if (input.length > mostDocuments) throw new Problem("BAD_INPUT", `${input.length} documents are given; give at most ${mostDocuments} at a time.`);
    const own = writing(context, workspace);
    return once(own, idempotencyKey, { act: "write", action: "ingestDocuments", input }, () => ingestDocuments(own, input));
  }
}
