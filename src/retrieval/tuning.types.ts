import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { usualAlphas, usualKeep, type TunedConfig } from "./tuneRetrieval.js";

@InputType({ description: "Which search is tuned, and on what." })
export class TuneRetrievalInput {
  @Field(() => String, { description: "Key of the RetrievalConfigVersion to start from; its configuration's alone stands for the newest." }) readonly config!: string;
  @Field(() => String, { description: "Key of the TaskVersion that the queries are asked for; the policies of its task decide what may be used." }) readonly taskVersion!: string;
  @Field(() => String, { description: "Key of the DatasetVersion whose items are the queries, with judgements: 10 to 500." }) readonly data!: string;
  @Field(() => String, { nullable: true, description: "Split of it; all unless given." }) readonly split?: string | null;
  @Field(() => [String], { defaultValue: [], description: "Only in these corpora, by key; what is chosen for one alone holds in searches of that one." }) readonly corpora!: readonly string[];
  @Field(() => [Float], { defaultValue: usualAlphas, description: "Weights of the full-text channel to choose from, 0 to 1." }) readonly alphas!: readonly number[];
  @Field(() => Float, { defaultValue: usualKeep, description: "Share of the queries whose nearest relevant chunk the floor is to let through, over 0 and at most 1." }) readonly keep!: number;
}

@ObjectType({ description: "A weight that was tried.", simpleResolvers: true })
export class TriedWeight {
  @Field(() => Float, { description: "Weight of the full-text channel." }) readonly alpha!: number;
  @Field(() => Float, { description: "Mean nDCG@10 over all queries." }) readonly value!: number;
  @Field(() => Int, { description: "How many of the five folds chose it." }) readonly folds!: number;
}

@ObjectType({ description: "What a floor does to queries: nothing below it is about them.", simpleResolvers: true })
export class FloorRates {
  @Field(() => Float, { description: "The floor: least cosine of a chunk with the query." }) readonly floor!: number;
  @Field(() => Float, { nullable: true, description: "Share of the queries whose nearest relevant chunk it lets through; the others would have \"nothing relevant\" by mistake, or something worse. Null where none was found." }) readonly kept!: number | null;
  @Field(() => Float, { nullable: true, description: "Share of the queries for which it leaves nothing when their relevant documents are left out: how often a question that nothing answers is told so, where all else is about the same things." }) readonly turnedAway!: number | null;
}

@ObjectType({ description: "Settings of a search that judged queries chose. Each query was scored with what the queries of the other four folds chose.", simpleResolvers: true })
export class RetrievalTuning {
  readonly version!: TunedConfig["version"];
  @Field(() => Int, { description: "Queries that chose." }) readonly queries!: number;
  @Field(() => [String], { description: "Keys of the items that hold no query, as text or under `query` or `question`." }) readonly unasked!: readonly string[];
  @Field(() => Float, { description: "Weight of the full-text channel that all queries chose." }) readonly alpha!: number;
  @Field(() => [TriedWeight], { description: "The weights that were tried." }) readonly tried!: readonly TriedWeight[];
  @Field(() => Float, { description: "Mean nDCG@10 to be expected on other queries." }) readonly value!: number;
  @Field(() => Float, { description: "Mean nDCG@10 with the settings as they were." }) readonly before!: number;
  @Field(() => Float, { nullable: true, description: "Lower end of the difference's 95 % interval, by a paired bootstrap over the queries." }) readonly low!: number | null;
  @Field(() => Float, { nullable: true, description: "Upper end of it." }) readonly high!: number | null;
  @Field(() => FloorRates, { description: "The floor that all queries chose, and what is to be expected of it on other queries." }) readonly floor!: FloorRates;
  @Field(() => FloorRates, { description: "The floor as it was, and what it does." }) readonly floorBefore!: FloorRates;
}
