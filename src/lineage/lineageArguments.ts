import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { inWorkspace } from "../types/arguments.js";
import { DateTime } from "../types/scalars.js";
import { NodeKeyInput } from "../types/shared.js";

export const mostDepth = 50;
export const mostNodes = 5000;
export const mostMilliseconds = 20_000;
/** Places that one answer's frontier can have, and more. */
export const mostPlaces = 20_000;
/** Ids of a walk in parts; beyond it a graph is better exported than walked. */
export const mostReached = 100_000;

export const asOfField = { nullable: true, description: "Moment whose nodes and aliases count; now unless given." };
export const timeField = { defaultValue: 5000, description: `At most about so many milliseconds, 1 to ${mostMilliseconds}: looked at after each hop.` };

@InputType({ description: "Where an earlier answer was cut, as its `cutAt` says: type, key and distance of a node." })
export class LineagePlaceInput extends NodeKeyInput {
  @Field(() => Int, { description: "Its distance in that answer." }) readonly distance!: number;
}

@InputType({ description: "Where to go on, and what isn't to be told again." })
export class LineageResumeInput {
  @Field(() => [LineagePlaceInput], { description: `The \`cutAt\` of the last part, at most ${mostPlaces}.` }) readonly from!: readonly LineagePlaceInput[];
  @Field(() => [ID], { description: `Ids of the nodes of all parts so far, at most ${mostReached}: they aren't reached again, but edges to them are told.` }) readonly reached!: readonly string[];
}

/** What lineage and impact both take. */
@ArgsType()
export class LineageArguments {
  @Field(() => NodeKeyInput, { description: "What is asked about; a head, such as a Model, stands for all its versions." }) readonly of!: NodeKeyInput;
  @Field(() => Int, { defaultValue: 10, description: `Greatest distance, 1 to ${mostDepth}; with \`from\`, beyond the nearest of that.` }) readonly maxDepth!: number;
  @Field(() => Int, { defaultValue: 500, description: `At most so many nodes beside the start, 1 to ${mostNodes}.` }) readonly maxNodes!: number;
  @Field(() => Int, timeField) readonly maxMilliseconds!: number;
  @Field(() => [String], { defaultValue: [], description: "Types that are reached and shown, but not walked on from, such as `Run`; what is asked about always is." }) readonly stopAt!: readonly string[];
  @Field(() => LineageResumeInput, {
    nullable: true, description: "Goes on where an earlier answer to the same question was cut: tells what is new, with its distance from `of`. All parts together are the answer that wasn't cut.",
  }) readonly resume?: LineageResumeInput | null;
  @Field(() => DateTime, asOfField) readonly asOf?: string | null;
  @Field(() => String, inWorkspace) readonly workspace?: string | null;
}

/** Two ends, and how far to look for a way between them. */
@ArgsType()
export class LineagePathArguments {
  @Field(() => NodeKeyInput, { description: "Where it begins; a head, such as a Model, stands for all its versions." }) readonly from!: NodeKeyInput;
  @Field(() => NodeKeyInput, { description: "Where it ends; a head stands for all its versions." }) readonly to!: NodeKeyInput;
  @Field(() => Int, { defaultValue: 10, description: `Greatest number of edges, 1 to ${mostDepth}.` }) readonly maxDepth!: number;
  @Field(() => Int, { defaultValue: mostNodes, description: `At most so many nodes looked at from each end and in each direction, 1 to ${mostNodes}.` }) readonly maxVisited!: number;
  @Field(() => Int, timeField) readonly maxMilliseconds!: number;
  @Field(() => DateTime, asOfField) readonly asOf?: string | null;
  @Field(() => String, inWorkspace) readonly workspace?: string | null;
}
