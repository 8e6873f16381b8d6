import { Field, Int, ObjectType } from "type-graphql";
import type { Diff, PartDiff, VariableDiff } from "./diff.js";
import type { ScenarioOutcome } from "./scenarios.js";

@ObjectType({ description: "A part of a prompt that differs.", simpleResolvers: true })
export class PromptPartDiff implements PartDiff {
  @Field(() => String, { description: "`instruction`, `question`, `language`, `embedded` or `demonstrations`; keys of the last two stand a line each." }) readonly part!: string;
  @Field(() => Int, { description: "Lines that the other has and the one hasn't." }) readonly added!: number;
  @Field(() => Int, { description: "Lines that the one has and the other hasn't." }) readonly removed!: number;
  @Field(() => String, { description: "The whole part line by line: `+` where it was added, `-` where it was removed, a space where it stayed." }) readonly text!: string;
}

@ObjectType({ description: "A variable that differs.", simpleResolvers: true })
export class PromptVariableDiff implements VariableDiff {
  @Field(() => String, { description: "Its name." }) readonly name!: string;
  @Field(() => String, { nullable: true, description: "Its JSON type in the one, `undeclared` where the template only uses it; null where it isn't there." }) readonly before!: string | null;
  @Field(() => String, { nullable: true, description: "The same in the other." }) readonly after!: string | null;
}

@ObjectType({ description: "What differs between two prompt versions.", simpleResolvers: true })
export class PromptDiff implements Diff {
  readonly fromId!: string;
  readonly toId!: string;
  @Field(() => [PromptPartDiff], { description: "Parts that differ." }) readonly parts!: readonly PromptPartDiff[];
  @Field(() => [PromptVariableDiff], { description: "Variables added, removed or of another type, by name." }) readonly variables!: readonly PromptVariableDiff[];
}

@ObjectType({ description: "What came of a scenario.", simpleResolvers: true })
export class ScenarioResult implements ScenarioOutcome {
  readonly itemId!: string;
  @Field(() => Boolean, { description: "Whether all its assertions were run and hold." }) readonly passed!: boolean;
  @Field(() => [String], { description: "What doesn't hold, or why it couldn't be built or answered." }) readonly failures!: readonly string[];
  @Field(() => [String], { description: "How much of it wasn't run, and why." }) readonly notRun!: readonly string[];
}
