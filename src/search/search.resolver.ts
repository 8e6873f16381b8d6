import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import type { Context } from "../reads/context.js";
import { inWorkspace, within } from "../types/arguments.js";
import { Node } from "../types/interfaces.js";
import { linked } from "../types/linkedNodes.js";
import { search } from "./search.js";
import { SearchHit } from "./searchHit.js";

const most = 100;
const usual = 20;

linked(SearchHit, { node: { type: () => Node, description: "What was found." } });

/** Full-text search over all kinds. */
@Resolver()
export class SearchResolver {
  @Query(() => [SearchHit], { description: "What matches any of some words, best first. Any text will do: nothing in it is an operator." })
  search(
    @Arg("text", () => String, { description: "The words; the first 500 characters count." }) text: string,
    @Arg("types", () => [String], { nullable: true, description: "Kinds to search, such as `Task`; all with a full-text index unless given." }) types: readonly string[] | null,
    @Arg("first", () => Int, { defaultValue: usual, description: `At most so many, 1 to ${most}.` }) first: number,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    return search(context.graph, context.viewer, { text, types: types ?? null, first: within("first", first, 1, most), workspace: workspace ?? context.workspace });
  }
}
