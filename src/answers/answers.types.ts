import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { DateTime, Json } from "../types/scalars.js";

@InputType({ description: "An answer with its steps; a step has its turn's `at`, system version, session, subject and deployment unless it gives its own." })
export class RecordAnswerInput {
  @Field(() => String, { description: "Its trace id, or a step's span id." }) readonly key!: string;
  @Field(() => String, { nullable: true, description: "Key of its SystemVersion." }) readonly systemVersion?: string | null;
  @Field(() => DateTime, { nullable: true, description: "When it was given." }) readonly at?: string | null;
  @Field(() => String, { nullable: true, description: "Its conversation." }) readonly session?: string | null;
  @Field(() => String, { nullable: true, description: "Pseudonym of the person it is about." }) readonly dataSubject?: string | null;
  @Field(() => String, { nullable: true, description: "Key of its Deployment." }) readonly deployment?: string | null;
  @Field(() => String, { nullable: true, description: "Digest of its PromptBuild." }) readonly promptBuild?: string | null;
  @Field(() => String, { nullable: true, description: "Key of the Item asked." }) readonly item?: string | null;
  @Field(() => [String], { nullable: true, description: "Keys of the chunks that it cites, in order." }) readonly cites?: readonly string[] | null;
  @Field(() => Float, { nullable: true, description: "Time to the last token, in ms." }) readonly latencyMs?: number | null;
  @Field(() => Int, { nullable: true, description: "Tokens of the output." }) readonly tokens?: number | null;
  @Field(() => Float, { nullable: true, description: "Cost in the workspace's currency." }) readonly cost?: number | null;
  @Field(() => Json, { nullable: true, description: "What was asked, where a setting keeps it." }) readonly input?: unknown;
  @Field(() => Json, { nullable: true, description: "What was answered, likewise." }) readonly output?: unknown;
  @Field(() => [RecordAnswerInput], { nullable: true, description: "Its steps, in order, at most 100." }) readonly steps?: readonly RecordAnswerInput[] | null;
}

@ObjectType({ description: "What an answer came from, its steps included.", simpleResolvers: true })
export class AnswerTrace {
  readonly answerId!: string;
  readonly ids!: { readonly [kind in "steps" | "builds" | "policies" | "chunks" | "cited" | "systems"]: readonly string[] };
}
