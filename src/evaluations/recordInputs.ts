import { Field, Float, InputType, Int } from "type-graphql";
import { enumType } from "../types/fieldTypes.js";
import { DateTime } from "../types/scalars.js";
import { NodeKeyInput } from "../types/shared.js";
import { EvaluationMode } from "./evaluation.js";
import { Origin } from "./offers.js";

@InputType({ description: "Data that an evaluation was made with." })
export class EvaluationDataInput {
  @Field(() => String, { description: "Key of the DatasetVersion." }) readonly key!: string;
  @Field(() => String, { nullable: true, description: "Split that was used, such as `test`; all unless given." }) readonly split?: string | null;
}

@InputType({ description: "A version that a floating part or a search came out as." })
export class ResolvedInput {
  @Field(() => String, { description: "Its type, such as `ModelVersion`." }) readonly type!: string;
  @Field(() => String, { description: "Its natural key." }) readonly key!: string;
  @Field(() => String, { nullable: true, description: "Role of the part in the system version." }) readonly role?: string | null;
}

@InputType({ description: "A score item by item: arrays side by side." })
export class ScoreItemsInput {
  @Field(() => [String], { description: "Keys of the items." }) readonly keys!: readonly string[];
  @Field(() => [Float], { description: "Value of each item, in the order of the keys." }) readonly values!: readonly number[];
  @Field(() => [String], { nullable: true, description: "Cluster of each item, such as the passage that several questions share." }) readonly clusters?: readonly string[] | null;
  @Field(() => String, { nullable: true, description: "Who rated, where several did." }) readonly rater?: string | null;
  @Field(() => Int, { nullable: true, description: "Which repetition, from 1, where there are several." }) readonly repeat?: number | null;
}

@InputType({ description: "Value of one metric in an evaluation, over all cases or one slice." })
export class ScoreInput {
  @Field(() => String, { description: "Key of the metric." }) readonly metric!: string;
  @Field(() => String, { nullable: true, description: "Key of the slice; all cases unless given." }) readonly slice?: string | null;
  @Field(() => Float, { nullable: true, description: "Value in the metric's unit; left out only with a `nullReason`." }) readonly value?: number | null;
  @Field(() => Int, { nullable: true, description: "Number of items that it is over." }) readonly n?: number | null;
  @Field(() => Int, { nullable: true, description: "Number of items that failed and are not in it." }) readonly errors?: number | null;
  @Field(() => Float, { nullable: true, description: "Standard error of the value, in the metric's unit." }) readonly stdErr?: number | null;
  @Field(() => String, { nullable: true, description: "How answers were extracted, where there are several ways." }) readonly extraction?: string | null;
  @Field(() => String, { nullable: true, description: "Why there is no value." }) readonly nullReason?: string | null;
  @Field(() => [ScoreItemsInput], { nullable: true, description: "The same item by item, once for each rater and repeat." }) readonly items?: readonly ScoreItemsInput[] | null;
}

@InputType({ description: "One evaluation with all its scores; what it links to is there already." })
export class RecordEvaluationInput {
  @Field(() => NodeKeyInput, { description: "What was evaluated: a ModelVersion, SystemVersion or RetrievalConfigVersion." }) readonly subject!: NodeKeyInput;
  @Field(() => String, { description: "Key of the TaskVersion; its task's alone stands for the newest." }) readonly taskVersion!: string;
  @Field(() => EvaluationDataInput, { nullable: true, description: "Data that it was made with." }) readonly data?: EvaluationDataInput | null;
  @Field(() => String, { nullable: true, description: "Key of the SystemVersion that scored the answers." }) readonly judgedBy?: string | null;
  @Field(() => NodeKeyInput, { nullable: true, description: "What it was compared with, answer by answer." }) readonly against?: NodeKeyInput | null;
  @Field(() => String, { nullable: true, description: "Key of the Run that made it." }) readonly run?: string | null;
  @Field(() => String, { nullable: true, description: "Key of the Deployment whose traffic was evaluated." }) readonly deployment?: string | null;
  @Field(() => [ResolvedInput], { nullable: true, description: "What floating parts and searches came out as." }) readonly resolved?: readonly ResolvedInput[] | null;
  @Field(() => enumType(EvaluationMode), { nullable: true, description: "Which cases were evaluated; OFFLINE unless given." }) readonly mode?: string | null;
  @Field(() => DateTime, { description: "When it was made." }) readonly at!: string;
  @Field(() => enumType(Origin), { nullable: true, description: "Where its figures come from; MEASURED unless given." }) readonly origin?: string | null;
  @Field(() => [ScoreInput], { description: "One for each metric, slice and way of extraction." }) readonly scores!: readonly ScoreInput[];
}
