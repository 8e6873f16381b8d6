import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { enumType } from "../types/fieldTypes.js";
import { NodeKeyInput } from "../types/shared.js";
import type { Prediction, Predictions } from "./predict.js";
import type { Reason } from "./reasons.js";
import type { Transfer } from "./transfer.js";

const PredictionBasis = enumType(enumeration("PredictionBasis", "What a prediction was made from.", {
  OBSERVED: "The candidate was evaluated on the task: this is its score.", TASK_AND_SUBJECT: "Scores of others on the task, and of the candidate on other tasks.",
  TASK: "Scores of others on the task alone.", SUBJECT: "Scores of the candidate on other tasks alone.",
  NEITHER: "Scores of others on other tasks: the mean of everything.", NOTHING: "No score of the metric at all.",
}));
const ReasonKind = enumType(enumeration("ReasonKind", "What a reason is about.", { TASK: "What the candidate scored on another task.", CANDIDATE: "What another candidate scored on the task." }));

@InputType({ description: "What a transfer prediction is for." })
export class PredictTransferInput {
  @Field(() => String, { description: "Key of the task." }) readonly task!: string;
  @Field(() => [NodeKeyInput], { description: "Model or system versions, 1 to 100; a head's key alone stands for its newest version." }) readonly candidates!: readonly NodeKeyInput[];
  @Field(() => String, { nullable: true, description: "Key of the metric; the primary one of the task's newest version unless given." }) readonly metric!: string | null;
  @Field(() => Float, { defaultValue: 0.9, description: "Probability that the interval is to hold the score with, over 0 and under 1." }) readonly interval!: number;
}

@ObjectType({ description: "An observed score that a prediction rests on.", simpleResolvers: true })
export class PredictionReason implements Reason {
  readonly node!: string;
  @Field(() => ReasonKind, { description: "What it is about." }) readonly kind!: Reason["kind"];
  @Field(() => Float, { description: "The score, in the metric's unit." }) readonly score!: number;
  @Field(() => Float, { description: "How far it moves the prediction away from the mean, in the metric's unit." }) readonly weight!: number;
}

@ObjectType({ description: "What is expected of one candidate on a task, in the metric's unit.", simpleResolvers: true })
export class TransferPrediction implements Prediction {
  readonly candidate!: string;
  @Field(() => Float, { nullable: true, description: "The score to expect; null where nothing is known." }) readonly score!: number | null;
  @Field(() => Float, { nullable: true, description: "Lower end of the interval; null where too little is known." }) readonly low!: number | null;
  @Field(() => Float, { nullable: true, description: "Upper end of the interval; null where too little is known." }) readonly high!: number | null;
  @Field(() => PredictionBasis, { description: "What it was made from." }) readonly basis!: Prediction["basis"];
  @Field(() => Int, { description: "Candidates with a comparable score on the task." }) readonly onTask!: number;
  @Field(() => Int, { description: "Tasks on which the candidate has a comparable score." }) readonly ofCandidate!: number;
  @Field(() => String, { nullable: true, description: "What to keep in mind: that it is no better than a mean, or why there is no interval." }) readonly note!: string | null;
  @Field(() => [PredictionReason], { description: "The scores that move it most." }) readonly reasons!: readonly PredictionReason[];
}

@ObjectType({ description: "What predictions were made from.", simpleResolvers: true })
export class TransferSeen {
  @Field(() => Int, { description: "Comparable scores." }) readonly scores!: number;
  @Field(() => Int, { description: "Tasks that they are on." }) readonly tasks!: number;
  @Field(() => Int, { description: "Model and system versions that they are of." }) readonly candidates!: number;
}

@ObjectType({ description: "Scores to expect of candidates on a task.", simpleResolvers: true })
export class TransferAnswer implements Transfer {
  readonly metric!: string;
  readonly better!: Transfer["better"];
  @Field(() => Float, { description: "Probability that each interval is to hold the score with." }) readonly interval!: number;
  @Field(() => [TransferPrediction], { description: "One for each candidate, best first." }) readonly predictions!: readonly TransferPrediction[];
  @Field(() => TransferSeen, { description: "What they were made from." }) readonly seen!: Predictions["seen"];
  @Field(() => Float, { nullable: true, description: "Root mean squared error on scores left out, in the metric's unit; null where too few." }) readonly error!: number | null;
  @Field(() => Float, { nullable: true, description: "The same of the tasks' means alone: what a prediction must beat." }) readonly errorOfTaskMean!: number | null;
  @Field(() => Boolean, { description: "Whether it rests on made-up figures, because the workspace has no others." }) readonly synthetic!: boolean;
}
