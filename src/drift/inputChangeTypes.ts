import { Field, Float, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { enumType } from "../types/fieldTypes.js";
import { DateTime } from "../types/scalars.js";
import type { ExpectedAccuracy } from "./expectedAccuracy.js";
import type { Distance } from "./inputDrift.js";

export const ProbabilityOfEnum = enumType(enumeration("ProbabilityOf", "What recorded probabilities are of.", { ANSWER: "The answer that was given.", POSITIVE: "The positive one of two answers, of which the likelier is given." }));

@ObjectType({ description: "How far two distributions are apart by one measure.", simpleResolvers: true })
export class DistributionDistance implements Distance {
  @Field(() => Float, { description: "The distance." }) readonly value!: number;
  @Field(() => Float, { description: "What it exceeds in one of 100 comparisons of so many cases where nothing has changed." }) readonly threshold!: number;
  @Field(() => Float, { description: "Probability of at least this distance where nothing has changed." }) readonly p!: number;
}

@ObjectType({ description: "How often answers are expected to be right, from their probabilities alone (CBPE).", simpleResolvers: true })
export class AccuracyEstimate implements Pick<ExpectedAccuracy, "value" | "stdErr" | "binError"> {
  @Field(() => Float, { description: "Share of answers." }) readonly value!: number;
  @Field(() => Float, { description: "Its standard error." }) readonly stdErr!: number;
  @Field(() => Float, { description: "Greatest error that comes of knowing only the bin of each probability." }) readonly binError!: number;
}

@ObjectType({ description: "Whether what a signal is computed from is distributed as before.", simpleResolvers: true })
export class InputDriftAnswer {
  readonly signal!: string;
  @Field(() => DateTime, { description: "What begins here, or later, is compared with what began before." }) readonly from!: string;
  @Field(() => [Int], { description: "Periods with a histogram, before and after." }) readonly periods!: readonly number[];
  @Field(() => [Int], { description: "Cases in them, before and after." }) readonly cases!: readonly number[];
  @Field(() => Boolean, { description: "Whether all three distances are over their thresholds, and the index over the customary .1." }) readonly drifted!: boolean;
  @Field(() => DistributionDistance, { description: "Population stability index, in nats." }) readonly psi!: Distance;
  @Field(() => DistributionDistance, { description: "Kolmogorov-Smirnov: the greatest difference of the cumulative shares." }) readonly ks!: Distance;
  @Field(() => DistributionDistance, { description: "Jensen-Shannon divergence, in nats." }) readonly js!: Distance;
  @Field(() => [AccuracyEstimate], { nullable: true, description: "Where the histograms are of probabilities: how often answers are expected to be right, before and after." }) readonly accuracy!: readonly AccuracyEstimate[] | null;
  @Field(() => String, { nullable: true, description: "What that can't tell." }) readonly caveat!: string | null;
}
