import { ArgsType, Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { NodeKeyInput } from "../types/shared.js";
import type { Similarity } from "./model.js";
import type { Source, Sources } from "./rankSources.js";
import type { Matrix } from "./transferMatrix.js";
import { PredictionReason } from "./transferTypes.js";
import type { TuningChange as Change } from "./tuningChange.js";

const metric = { nullable: true, description: "Key of the metric; the primary one of the task's newest version unless given." };

@ArgsType()
export class RankingArguments {
  @Field(() => String, { description: "Key of the task." }) readonly task!: string;
  @Field(() => [NodeKeyInput], { nullable: true, description: "Model or system versions; all with scores of the metric's family unless given." }) readonly candidates!: readonly NodeKeyInput[] | null;
  @Field(() => Int, { defaultValue: 3, description: "Evaluations that can be run next, 0 to 20." }) readonly budget!: number;
  @Field(() => Int, { defaultValue: 10, description: "Candidates to tell, 1 to 100." }) readonly first!: number;
  @Field(() => String, metric) readonly metric!: string | null;
  @Field(() => Float, { defaultValue: 0.9, description: "Probability that each interval is to hold the score with." }) readonly interval!: number;
  @Field(() => String, { nullable: true, description: "The default unless given." }) readonly workspace!: string | null;
}

@InputType({ description: "What a transfer matrix is for." })
export class TransferMatrixInput {
  @Field(() => [String], { description: "Keys of tasks, 1 to 400, measured by metrics of one family." }) readonly tasks!: readonly string[];
  @Field(() => [NodeKeyInput], { description: "Model or system versions; at most 50,000 cells." }) readonly candidates!: readonly NodeKeyInput[];
  @Field(() => String, metric) readonly metric!: string | null;
  @Field(() => Float, { defaultValue: 0.9, description: "Probability that each interval is to hold the score with." }) readonly interval!: number;
}

@ObjectType({ description: "Scores of candidates on tasks: a row for each task, a cell for each candidate, in the order asked and in the unit of the row's metric.", simpleResolvers: true })
export class TransferMatrix implements Matrix {
  readonly metrics!: readonly string[];
  readonly tasks!: readonly string[];
  readonly candidates!: readonly string[];
  @Field(() => [[Float]], { nullable: "items", description: "Observed or expected." }) readonly scores!: Matrix["scores"];
  @Field(() => [[Float]], { nullable: "items", description: "Lower ends of intervals; null of what was observed." }) readonly low!: Matrix["low"];
  @Field(() => [[Float]], { nullable: "items", description: "Upper ends." }) readonly high!: Matrix["high"];
  @Field(() => [[Boolean]], { description: "Whether it was observed." }) readonly observed!: Matrix["observed"];
}

@ObjectType({ description: "A reason for tasks to be alike.", simpleResolvers: true })
export class SimilarityPart {
  @Field(() => String, { description: "Such as `languages`." }) readonly name!: string;
  @Field(() => Float, { description: "What it brings to `expected`." }) readonly value!: number;
}

@ObjectType({ description: "How alike two tasks are.", simpleResolvers: true })
export class TaskSimilarity implements Similarity {
  @Field(() => Float, { description: "Correlation of scores on them over models, as learnt, -1 to 1; of a task without scores what is expected." }) readonly correlation!: number;
  @Field(() => Float, { description: "What the graph alone leads one to expect, 0 to 1." }) readonly expected!: number;
  @Field(() => [SimilarityPart], { description: "What that is made of." }) readonly parts!: readonly SimilarityPart[];
}

@ObjectType({ description: "Something to start from.", simpleResolvers: true })
export class TransferSource implements Source {
  readonly node!: string;
  @Field(() => Float, { description: "What speaks for it." }) readonly value!: number;
}

@ObjectType({ description: "Where to start from for a task; each list the best first.", simpleResolvers: true })
export class TransferSources implements Sources {
  @Field(() => [TransferSource], { description: "Tasks, by the correlation of their scores with the task's." }) readonly tasks!: readonly TransferSource[];
  @Field(() => [TransferSource], { description: "Dataset versions, by the correlation of the likest task that they cover; 1 for the task itself." }) readonly datasets!: readonly TransferSource[];
  @Field(() => [TransferSource], { description: "Model versions, by the score to expect of them." }) readonly models!: readonly TransferSource[];
}

@ObjectType({ description: "What becomes of the score on a task when a model is tuned on another.", simpleResolvers: true })
export class TuningChange implements Change {
  readonly metric!: string;
  @Field(() => Float, { nullable: true, description: "Change to expect, in the metric's unit; a loss is forgetting." }) readonly change!: number;
  @Field(() => Float, { nullable: true, description: "Lower end of the interval; null where too little is known." }) readonly low!: number | null;
  @Field(() => Float, { nullable: true, description: "Upper end of the interval; null where too little is known." }) readonly high!: number | null;
  @Field(() => Float, { nullable: true, description: "How many tunings on that very task it is worth." }) readonly evidence!: number;
  @Field(() => String, { nullable: true, description: "What to keep in mind." }) readonly note!: string | null;
  @Field(() => [PredictionReason], { description: "The tunings that tell most: the tuned version, its score, and as weight the change." }) readonly tunings!: readonly PredictionReason[];
}
