import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { Origin } from "../evaluations/offers.js";
import { enumType } from "../types/fieldTypes.js";
import { DateTime } from "../types/scalars.js";
import type { Settings } from "./cusum.js";
import type { Evidence, State } from "./outlook.js";
import type { Relation, SignalState } from "./taskOutlook.js";

const DriftState = enumType(enumeration("DriftState", "What has become of a signal.", {
  STABLE: "In control.", WATCH: "Not settled: `reason` says why.", DRIFTING: "It has changed for the worse, or away from its target.",
  RECOVERED: "It had drifted and has come back, lately.", UNKNOWN: "Nothing can be said: `reason` says why.",
}));
const TaskNeighbour = enumType(enumeration("TaskNeighbour", "How a task stands to the one asked about.", {
  SELF: "It is the one.", SUBTASK: "Part of it.", PARENT: "What it is a part of.", RELATED: "Declared or inferred to be related.",
}));
const SeriesStart = enumType(enumeration("SeriesStart", "What decides where the compared points begin.", {
  FIRST_POINT: "The first measurement.", BASELINE: "The newest baseline.", NEW_DEFINITION: "A change of how the signal is computed.",
}));
const origin = enumType(Origin);

@InputType({ description: "What a drift outlook is for." })
export class DriftOutlookInput {
  @Field(() => String, { description: "Key of the task." }) readonly task!: string;
  @Field(() => DateTime, { nullable: true, description: "Moment that it is made for; now unless given." }) readonly asOf!: string | null;
}

@ObjectType({ description: "Settings of a self-starting CUSUM (Hawkins 1987).", simpleResolvers: true })
export class CusumSettings implements Settings {
  @Field(() => Float, { description: "Half the shift that it is tuned to, in standard deviations." }) readonly k!: number;
  @Field(() => Float, { description: "Sum that must be exceeded for an alarm." }) readonly h!: number;
  @Field(() => Float, { description: "Greatest deviation of one point that counts, in standard deviations." }) readonly clip!: number;
  @Field(() => Int, { description: "Points of a full baseline; from seven tenths of it on, a sum of 1.2 h alarms." }) readonly warmUp!: number;
  @Field(() => Int, { description: "Points after an alarm whose mean tells a recovery." }) readonly recovery!: number;
}

@ObjectType({ description: "What a state rests on.", simpleResolvers: true })
export class DriftEvidence implements Evidence {
  @Field(() => Int, { description: "Points looked at." }) readonly points!: number;
  @Field(() => SeriesStart, { description: "What decides where they begin." }) readonly begins!: Evidence["begins"];
  @Field(() => Int, { description: "Points that make the baseline." }) readonly baselinePoints!: number;
  @Field(() => Float, { nullable: true, description: "Mean of the baseline, in the metric's unit." }) readonly baselineMean!: number | null;
  @Field(() => Float, { nullable: true, description: "Standard deviation of its points, in the metric's unit." }) readonly baselineSd!: number | null;
  @Field(() => Float, { description: "Correlation of a point with the one before it that was allowed for." }) readonly lagOne!: number;
  @Field(() => Int, { nullable: true, description: "Length of the season taken out, in points." }) readonly season!: number | null;
  @Field(() => Boolean, { description: "Fewer than two periods are there, or no regular spacing: a season may look like a change." }) readonly seasonUnknown!: boolean;
  @Field(() => Float, { description: "Sum after the last point; alarms above `h`." }) readonly statistic!: number;
  @Field(() => CusumSettings, { description: "How it was watched." }) readonly settings!: CusumSettings;
}

@ObjectType({ description: "What has become of one signal.", simpleResolvers: true })
export class SignalOutlook implements SignalState {
  readonly signal!: string;
  readonly task!: string;
  readonly observed!: string;
  /** Moment that its nodes are read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => TaskNeighbour, { description: "How the task that it tells of stands to the one asked about." }) readonly relation!: Relation;
  @Field(() => DriftState, { description: "What has become of it." }) readonly state!: State;
  @Field(() => String, { nullable: true, description: "Why it is unknown or watched." }) readonly reason!: string | null;
  @Field(() => DateTime, { nullable: true, description: "Estimated start of the change, where there is one." }) readonly changePoint!: string | null;
  @Field(() => DateTime, { nullable: true, description: "End of the first period that showed the state." }) readonly since!: string | null;
  @Field(() => Float, { nullable: true, description: "Size of the change in standard deviations of the baseline: positive is worse, or upwards where a target is best." })
  readonly effect!: number | null;
  @Field(() => Float, { nullable: true, description: "The same in the metric's unit, positive upwards." }) readonly change!: number | null;
  @Field(() => [origin], { description: "Where its figures come from." }) readonly origins!: readonly string[];
  @Field(() => DriftEvidence, { description: "What this rests on." }) readonly evidence!: DriftEvidence;
}

@ObjectType({ description: "What has become of the signals around a task.", simpleResolvers: true })
export class DriftOutlook {
  @Field(() => DateTime, { description: "Moment that it is made for." }) readonly asOf!: string;
  @Field(() => [SignalOutlook], { description: "Signals of the task, its subtasks, its parent and related tasks, most urgent first; empty where nothing is watched." })
  readonly signals!: readonly SignalOutlook[];
}
