import { Field, Float, InputType, Int, ObjectType } from "type-graphql";

@InputType({ description: "Which search is measured, and on what." })
export class EvaluateRetrievalInput {
  @Field(() => String, { description: "Key of the RetrievalConfigVersion; its configuration's alone stands for the newest." }) readonly config!: string;
  @Field(() => String, { description: "Key of the TaskVersion that it is evaluated on; the policies of its task decide what may be used." }) readonly taskVersion!: string;
  @Field(() => String, { description: "Key of the DatasetVersion whose items are the queries, with judgements." }) readonly data!: string;
  @Field(() => String, { nullable: true, description: "Split of it; all unless given." }) readonly split?: string | null;
  @Field(() => [String], { defaultValue: [], description: "Only in these corpora, by key." }) readonly corpora!: readonly string[];
  @Field(() => String, { nullable: true, description: "Key of another RetrievalConfigVersion, which is measured and recorded too, and compared with." }) readonly against?: string | null;
  @Field(() => Float, { defaultValue: 0.95, description: "Probability that the interval of a difference is to hold the true one with, over 0 and under 1." }) readonly interval!: number;
}

@ObjectType({ description: "What one metric says of a search, as a mean over the queries.", simpleResolvers: true })
export class RetrievalMeasure {
  @Field(() => String, { description: "Key of the metric." }) readonly metric!: string;
  @Field(() => Float, { description: "The mean." }) readonly value!: number;
  @Field(() => Float, { nullable: true, description: "Its standard error; null for one query." }) readonly stdErr!: number | null;
  @Field(() => Float, { nullable: true, description: "Mean of the other search, where there is one." }) readonly against!: number | null;
  @Field(() => Float, { nullable: true, description: "The mean less the other's." }) readonly difference!: number | null;
  @Field(() => Float, { nullable: true, description: "Lower end of the difference's interval, by a paired bootstrap over the queries; null for one query." }) readonly low!: number | null;
  @Field(() => Float, { nullable: true, description: "Upper end of it." }) readonly high!: number | null;
}

@ObjectType({ description: "A search measured on judged queries.", simpleResolvers: true })
export class RetrievalEvaluation {
  readonly evaluationIds!: readonly string[];
  @Field(() => Int, { description: "Queries that were measured." }) readonly queries!: number;
  @Field(() => [String], { description: "Keys of the items that hold no query, as text or under `query` or `question`." }) readonly unasked!: readonly string[];
  @Field(() => [RetrievalMeasure], { description: "One for each metric." }) readonly measures!: readonly RetrievalMeasure[];
}
