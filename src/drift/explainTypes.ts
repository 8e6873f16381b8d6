import { Field, Float, ID, ObjectType } from "type-graphql";
import { DateTime } from "../types/scalars.js";

@ObjectType({ description: "An edge as it is drawn, by the ids of its ends.", simpleResolvers: true })
export class PathEdge {
  @Field(() => ID, { description: "Where it comes from." }) readonly from!: string;
  @Field(() => String, { description: "Its relationship." }) readonly type!: string;
  @Field(() => ID, { description: "Where it leads to." }) readonly to!: string;
}

@ObjectType({ description: "Something that coincides with a change. Nothing here says that it caused it.", simpleResolvers: true })
export class CoincidingEvent {
  readonly event!: string;
  readonly way!: readonly string[];
  @Field(() => String, { description: "How it stands to the change: `coincides`." }) readonly relation!: string;
  @Field(() => DateTime, { description: "When it happened." }) readonly at!: string;
  @Field(() => Float, { description: "Its weight among all of them, 0 to 1, by nearness in time and graph, kind and share of cases." }) readonly score!: number;
  @Field(() => Float, { description: "How likely a change that it made would begin where this one did, 0 to 1." }) readonly nearness!: number;
  @Field(() => Float, { description: "Share of the signal's cases that pass there, or of the change that the mix makes, 0 to 1." }) readonly touches!: number;
  @Field(() => [PathEdge], { description: "From the signal to it." }) readonly path!: readonly PathEdge[];
  @Field(() => String, { description: "The check that would tell that it wasn't this." }) readonly refutedBy!: string;
}

@ObjectType({ description: "What coincides with a change of a signal.", simpleResolvers: true })
export class ChangeExplanation {
  readonly signal!: string;
  @Field(() => DateTime, { description: "Estimated start of the change, or the moment given." }) readonly changePoint!: string;
  @Field(() => DateTime, { description: "Begin of the interval in which something would have to happen to show as it." }) readonly from!: string;
  @Field(() => DateTime, { description: "Its end." }) readonly to!: string;
  @Field(() => [CoincidingEvent], { description: "What happened upstream in it, first what is worth looking at first." }) readonly coincides!: readonly CoincidingEvent[];
  @Field(() => Float, { nullable: true, description: "What of the change comes from another mix of slices, in the metric's unit; null where none are measured." }) readonly mixChange!: number | null;
  @Field(() => Float, { nullable: true, description: "What of it comes from changes within slices, likewise." }) readonly withinChange!: number | null;
}
