import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { enumType } from "../types/fieldTypes.js";
import { DateTime, Json } from "../types/scalars.js";
import { NodeKeyInput } from "../types/shared.js";
import type { NewTask } from "./asked.js";
import type { Reason } from "./reasons.js";
import type { Basis, Facts, Prediction, Transfer } from "./transfer.js";
import type { Verdict } from "./verdict.js";

const PredictionBasis = enumType(enumeration("PredictionBasis", "What a prediction was made from, besides what is known of task and candidate.", {
  OBSERVED: "The candidate was evaluated on the task: this is its score.", TASK_AND_SUBJECT: "Scores of others on the task, and of the candidate on other tasks.",
  TASK: "Scores of others on the task alone.", SUBJECT: "Scores of the candidate on other tasks alone.",
  NEITHER: "Scores of others on other tasks.", NOTHING: "No score of the metric at all.",
}));
const ReasonKind = enumType(enumeration("ReasonKind", "What a reason is about.", { TASK: "What the candidate scored on another task.", CANDIDATE: "What another candidate scored on the task." }));
const TransferVerdict = enumType(enumeration("TransferVerdict", "What to do about a candidate.", {
  USE: "It reaches the target, as surely as asked.", EVALUATE_FIRST: "It may: evaluate it on `items`.", LABEL_DATA: "It misses it as surely: tune it on labelled data, or take another.",
}));

@InputType({ description: "A task that isn't in the graph." })
export class NewTaskInput implements NewTask {
  @Field(() => String, { description: "Name." }) readonly title!: string;
  @Field(() => String, { nullable: true, description: "What is to be done." }) readonly summary!: string | null;
  @Field(() => String, { nullable: true, description: "Sort of work; the parent's unless given." }) readonly kind!: string | null;
  @Field(() => [String], { nullable: true, description: "BCP 47 tags; the parent's unless given." }) readonly languages!: readonly string[] | null;
  @Field(() => [String], { nullable: true, description: "Keys of domains; the parent's unless given." }) readonly domains!: readonly string[] | null;
  @Field(() => String, { nullable: true, description: "Key of the task that it would be a part of: what chance scores there is taken over." }) readonly parent!: string | null;
}

@InputType({ description: "What a transfer prediction is for." })
export class PredictTransferInput {
  @Field(() => String, { nullable: true, description: "Key of the task; or give `newTask`." }) readonly task!: string | null;
  @Field(() => NewTaskInput, { nullable: true, description: "A task that isn't there yet." }) readonly newTask!: NewTaskInput | null;
  @Field(() => [NodeKeyInput], { description: "Model or system versions, 1 to 100; a head's key alone stands for its newest version." }) readonly candidates!: readonly NodeKeyInput[];
  @Field(() => String, { nullable: true, description: "Key of the metric; the primary one of the task's newest version unless given." }) readonly metric!: string | null;
  @Field(() => Float, { defaultValue: 0.9, description: "Probability that the interval is to hold the score with, over 0 and under 1." }) readonly interval!: number;
  @Field(() => Float, { nullable: true, description: "Score to reach, in the metric's unit, for a verdict." }) readonly target!: number | null;
}

@ObjectType({ description: "A score that a prediction rests on.", simpleResolvers: true })
export class PredictionReason implements Reason {
  readonly node!: string;
  @Field(() => ReasonKind, { description: "What it is about." }) readonly kind!: Reason["kind"];
  @Field(() => Float, { description: "The score, in the metric's unit; what is expected where there is none." }) readonly score!: number;
  @Field(() => Float, { description: "How far it moves the prediction, in the metric's unit." }) readonly weight!: number;
}

@ObjectType({ description: "What is expected of one candidate on a task, in the metric's unit.", simpleResolvers: true })
export class TransferPrediction implements Prediction {
  readonly candidate!: string;
  @Field(() => Float, { nullable: true, description: "The score to expect; null where nothing is known." }) readonly score!: number | null;
  @Field(() => Float, { nullable: true, description: "Lower end of the interval; null where too little is known." }) readonly low!: number | null;
  @Field(() => Float, { nullable: true, description: "Upper end of the interval; null where too little is known." }) readonly high!: number | null;
  @Field(() => PredictionBasis, { description: "What it was made from." }) readonly basis!: Basis;
  @Field(() => Int, { description: "Candidates with a comparable score on the task." }) readonly onTask!: number;
  @Field(() => Int, { description: "Tasks on which the candidate has a comparable score." }) readonly ofCandidate!: number;
  @Field(() => String, { nullable: true, description: "What to keep in mind: that it is no better than a mean, why there is no interval, what contradicts it." }) readonly note!: string | null;
  @Field(() => Float, { nullable: true, description: "Probability that the score is at least as good as `target`." }) readonly probability!: number | null;
  @Field(() => TransferVerdict, { nullable: true, description: "What to do, where a target was given." }) readonly verdict!: Verdict | null;
  @Field(() => Int, { nullable: true, description: "Items that tell on which side of the target it is." }) readonly items!: number | null;
  @Field(() => Float, { nullable: true, description: "In `rankModels`: probability that it is the best of all candidates." }) readonly best!: number | null;
  @Field(() => Float, { nullable: true, description: "In `rankModels`, of those to evaluate next: by how much that is expected to reduce the regret of the choice, in the metric's unit." }) readonly gain!: number | null;
  @Field(() => [PredictionReason], { description: "The scores that move it most." }) readonly reasons!: readonly PredictionReason[];
}

@ObjectType({ description: "What predictions were made from.", simpleResolvers: true })
export class TransferSeen {
  @Field(() => Int, { description: "Comparable scores." }) readonly scores!: number;
  @Field(() => Int, { description: "Tasks that they are on." }) readonly tasks!: number;
  @Field(() => Int, { description: "Model and system versions that they are of." }) readonly candidates!: number;
  @Field(() => Int, { description: "Scores that repeats of them, or all others, contradict: they may count for less." }) readonly contradictory!: number;
}

@ObjectType({ description: "Scores to expect of candidates on a task.", simpleResolvers: true })
export class TransferAnswer implements Transfer {
  readonly metric!: string;
  readonly better!: Facts["better"];
  @Field(() => Float, { description: "Probability that each interval is to hold the score with." }) readonly interval!: number;
  @Field(() => [TransferPrediction], { description: "One for each candidate, best first." }) readonly predictions!: readonly TransferPrediction[];
  @Field(() => TransferSeen, { description: "What they were made from." }) readonly seen!: Facts["seen"];
  @Field(() => DateTime, { description: "When the model that answers was fitted." }) readonly fittedAt!: string;
  @Field(() => Int, { description: "Scores that it hasn't seen yet." }) readonly unseen!: number;
  @Field(() => Float, { nullable: true, description: "Root mean squared error on scores left out, in the metric's unit; null where too few." }) readonly error!: number | null;
  @Field(() => Float, { nullable: true, description: "The same of the tasks' means alone: what a prediction must beat." }) readonly errorOfTaskMean!: number | null;
  @Field(() => Json, { description: "How it did on scores left out, in points (hundredths of the metric's greatest value, where it has both bounds), by how much was known of task and candidate." }) readonly backtest!: unknown;
  @Field(() => Boolean, { description: "Whether it rests on made-up figures, because the workspace has no others." }) readonly synthetic!: boolean;
}
