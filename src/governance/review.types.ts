import { Field, InputType } from "type-graphql";
import { enumType } from "../types/fieldTypes.js";
import { ReviewOutcome } from "./review.js";

@InputType({ description: "A review of something that was sent in." })
export class ReviewVersionInput {
  @Field(() => String, { defaultValue: "PromptVersion", description: "Type of what is reviewed: a kind of version, or Demonstration." }) readonly type!: string;
  @Field(() => String, { description: "Its key." }) readonly key!: string;
  @Field(() => enumType(ReviewOutcome), { description: "What is decided." }) readonly outcome!: "APPROVE" | "REJECT" | "REQUEST_CHANGES";
  @Field(() => String, { nullable: true, description: "Reasons in words." }) readonly comment?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: "Whether a prompt may be approved though what its scenarios assert of answers couldn't be run, as no model is set; the comment then says so." }) readonly allowNotRun!: boolean;
}
