import { Arg, Ctx, Field, Float, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Origin } from "../evaluations/offers.js";
import type { Context } from "../reads/context.js";
import { atMost, inWorkspace, mostItems, sentOnce } from "../types/arguments.js";
import { enumType } from "../types/fieldTypes.js";
import { DateTime, SafeInt } from "../types/scalars.js";
import { UpsertPayload } from "../types/shared.js";
import { writing } from "../types/writing.js";
import { load } from "../writes/load.js";
import { withoutNulls } from "../writes/withoutNulls.js";

@InputType({ description: "A signal over one period, as an aggregate of at least ten cases." })
export class RecordMeasurementInput {
  @Field(() => String, { description: "Key of the signal." }) readonly signal!: string;
  @Field(() => DateTime, { description: "First moment of the period." }) readonly periodStart!: string;
  @Field(() => DateTime, { description: "First moment after the period." }) readonly periodEnd!: string;
  @Field(() => String, { nullable: true, description: "Key of the slice; all cases unless given." }) readonly slice?: string | null;
  @Field(() => String, { nullable: true, description: "Version of how the signal is computed; values of different ones are not compared." }) readonly definitionVersion?: string | null;
  @Field(() => Float, { nullable: true, description: "Value in the metric's unit." }) readonly value?: number | null;
  @Field(() => Int, { description: "Number of cases in it; under 10 is refused unless a setting allows it." }) readonly n!: number;
  @Field(() => Float, { nullable: true, description: "Standard error of the value, in the metric's unit." }) readonly stdErr?: number | null;
  @Field(() => [Float], { nullable: true, description: "Edges of a histogram's bins in the metric's unit, one more than `counts`." }) readonly bins?: readonly number[] | null;
  @Field(() => [SafeInt], { nullable: true, description: "Number of cases in each bin." }) readonly counts?: readonly number[] | null;
  @Field(() => enumType(Origin), { nullable: true, description: "Where its figures come from; MEASURED unless given." }) readonly origin?: string | null;
}

/** Measurements come in by a command of their own. */
@Resolver()
export class MeasurementResolver {
  @Mutation(() => UpsertPayload, { description: "Writes measurements; those with errors are reported, all others written. The same again changes nothing." })
  recordMeasurements(
    @Arg("input", () => [RecordMeasurementInput], { description: `At most ${mostItems}.` }) input: readonly RecordMeasurementInput[],
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
    @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context,
  ) {
    return load(writing(context, workspace), atMost("input", input, mostItems).map((item) => ({ ...withoutNulls(item), type: "Measurement" })), { action: "recordMeasurements", idempotencyKey });
  }
}
