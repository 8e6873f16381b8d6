import { Field, Int, ObjectType } from "type-graphql";
import { Cut } from "../types/cut.js";
import type { Branch } from "./hierarchy.js";

@ObjectType({ description: "A task above or below another.", simpleResolvers: true })
export class TaskAtDepth {
  readonly task!: string;
  /** Moment that it is read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => Int, { description: "Its distance: 1 for a parent or a subtask." }) readonly depth!: number;
}

@ObjectType({ description: "The tasks above or below one, nearest first.", simpleResolvers: true })
export class TaskBranch implements Branch {
  @Field(() => [TaskAtDepth], { description: "The tasks, with their distance." }) readonly nodes!: readonly TaskAtDepth[];
  @Field(() => Cut, { nullable: true, description: "The limit that left some out; null where none are." }) readonly truncated!: "DEPTH" | "NODES" | null;
  readonly frontier!: readonly string[];
  readonly asOf!: string | null;
}
