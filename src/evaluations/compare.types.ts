import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { inWorkspace } from "../types/arguments.js";
import { enumType } from "../types/fieldTypes.js";
import { NodeKeyInput } from "../types/shared.js";

const Verdict = enumType(enumeration("ComparisonVerdict", "What a paired comparison comes to.", {
  BETTER: "Better than the baseline.", WORSE: "Worse.", TIED: "They can't be told apart.", UNKNOWN: "Too little is there to tell; see `note`.",
}));

@ArgsType()
export class CompareArguments {
  @Field(() => NodeKeyInput, { description: "A version of a system, model or retrieval configuration; a head stands for its newest." }) readonly baseline!: NodeKeyInput;
  @Field(() => NodeKeyInput, { description: "What is told of, likewise." }) readonly candidate!: NodeKeyInput;
  @Field(() => [String], { description: "Keys of tasks, 1 to 100." }) readonly tasks!: readonly string[];
  @Field(() => [String], { defaultValue: [], description: "Keys of slices to compare on too." }) readonly slices!: readonly string[];
  @Field(() => String, { nullable: true, description: "Key of the metric; the primary one unless given." }) readonly metric?: string | null;
  @Field(() => String, inWorkspace) readonly workspace?: string | null;
}

@ObjectType({ description: "A candidate compared with a baseline on one task, item by item.", simpleResolvers: true })
export class TaskComparison {
  readonly taskId!: string;
  readonly evaluationIds!: readonly string[];
  @Field(() => String, { nullable: true, description: "Key of the metric." }) readonly metric!: string | null;
  @Field(() => String, { nullable: true, description: "Key of the slice; null for all cases." }) readonly slice!: string | null;
  @Field(() => Verdict, { description: "Whether `p` is at most .05." }) readonly verdict!: string;
  @Field(() => String, { nullable: true, description: "What is lacking." }) readonly note!: string | null;
  @Field(() => Int, { description: "Items that both have." }) readonly n!: number;
  @Field(() => Int, { description: "Their sources, such as passages." }) readonly clusters!: number;
  @Field(() => Float, { nullable: true, description: "Mean of the baseline on them." }) readonly baseline!: number | null;
  @Field(() => Float, { nullable: true, description: "Mean of the candidate." }) readonly candidate!: number | null;
  @Field(() => Float, { nullable: true, description: "Candidate less baseline." }) readonly difference!: number | null;
  @Field(() => Float, { nullable: true, description: "Lower end of its .95 interval, by a bootstrap over sources." }) readonly low!: number | null;
  @Field(() => Float, { nullable: true, description: "Upper end." }) readonly high!: number | null;
  @Field(() => Float, { nullable: true, description: "Two-sided p, corrected for all comparisons (Holm)." }) readonly p!: number | null;
  @Field(() => Int, { description: "Items that it does worse on." }) readonly regressed!: number;
  @Field(() => [String], { description: "Their keys, worst first, at most 100." }) readonly regressedItems!: readonly string[];
}
