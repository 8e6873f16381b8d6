import { ArgsType, Field, Int } from "type-graphql";
import { DateTime } from "../types/scalars.js";
import { NodeKeyInput } from "../types/shared.js";

export const mostDepth = 50;
export const mostNodes = 5000;

/** What lineage and impact both take. */
@ArgsType()
export class LineageArguments {
  @Field(() => NodeKeyInput, { description: "What is asked about; a head, such as a Model, stands for all its versions." }) readonly of!: NodeKeyInput;
  @Field(() => Int, { defaultValue: 10, description: `Greatest distance, 1 to ${mostDepth}.` }) readonly maxDepth!: number;
  @Field(() => Int, { defaultValue: 500, description: `At most so many nodes beside the start, 1 to ${mostNodes}.` }) readonly maxNodes!: number;
  @Field(() => DateTime, { nullable: true, description: "Moment whose nodes and aliases count; now unless given." }) readonly asOf?: string | null;
  @Field(() => String, { nullable: true, description: "Workspace; the default unless given." }) readonly workspace?: string | null;
}
