import { Field, ID, ObjectType } from "type-graphql";
import { DateTime } from "../types/scalars.js";

@ObjectType({ description: "Evaluations that one transaction recorded.", simpleResolvers: true })
export class EvaluationsRecorded {
  readonly ids!: readonly string[];
  @Field(() => ID, { description: "Its place among the workspace's events: given as `after`, a subscription goes on from there." }) readonly event!: string;
  @Field(() => DateTime, { description: "When they were recorded." }) readonly at!: string;
  @Field(() => String, { nullable: true, description: "Identifier of the request that recorded them." }) readonly request!: string | null;
}

@ObjectType({ description: "What one transaction of an import wrote, of what the viewer may see. An import is many of them, and has no event for its end.", simpleResolvers: true })
export class ImportProgress {
  @Field(() => ID, { description: "Its place among the workspace's events: given as `after`, a subscription goes on from there." }) readonly event!: string;
  @Field(() => DateTime, { description: "When it was written." }) readonly at!: string;
  @Field(() => String, { nullable: true, description: "Identifier of the request that imports." }) readonly request!: string | null;
  @Field(() => String, { description: "What imports: `push` for lines, else `importResults`, `importDefinitions`, `ingestDocuments` or `seed`." }) readonly action!: string;
  @Field(() => String, { description: "What was written, such as `12 Task, 3 Score`, or type and key where it is one." }) readonly wrote!: string;
}
