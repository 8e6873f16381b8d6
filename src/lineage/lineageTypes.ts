import { Field, ID, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { Cut } from "../types/cut.js";
import { enumType } from "../types/fieldTypes.js";
import type { Impact } from "./impact.js";
import type { Lineage, LineageEdge } from "./lineage.js";

export const LineageDirection = enumType(enumeration("LineageDirection", "Which way lineage is followed.", {
  UPSTREAM: "What something was made from.", DOWNSTREAM: "What was made from it.",
}));

const distance = "Number of edges on the shortest way to it.";
const truncated = "The limit that left some out; null where none are.";
const hidden = "How many more nodes, in the domains over which the viewer holds `audit:counts`, it may not see; null where what is asked about is in none of them.";

@ObjectType({ description: "A node that lineage reached.", simpleResolvers: true })
export class LineageNode {
  readonly node!: string;
  /** Moment that it is read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => Int, { description: distance }) readonly distance!: number;
}

@ObjectType("LineageEdge", { description: "An edge of lineage as it is drawn: what it leads to is upstream.", simpleResolvers: true })
export class LineageLink implements LineageEdge {
  @Field(() => ID, { description: "Id of what came of the other." }) readonly from!: string;
  @Field(() => String, { description: "Relationship, such as `DERIVED_FROM`." }) readonly type!: string;
  @Field(() => ID, { description: "Id of what is upstream." }) readonly to!: string;
  @Field(() => Boolean, { description: "Whether it follows from an alias, or from a document's dates, and isn't stored as such." }) readonly computed!: boolean;
}

@ObjectType("Lineage", { description: "What something was made from, or what was made from it.", simpleResolvers: true })
export class LineageAnswer implements Omit<Lineage, "nodes"> {
  @Field(() => [LineageNode], { description: "What was reached, nearest first; what was asked about, or each of its versions, stands at 0." }) readonly nodes!: readonly LineageNode[];
  @Field(() => [LineageLink], { description: "The edges between them." }) readonly edges!: readonly LineageLink[];
  @Field(() => Cut, { nullable: true, description: truncated }) readonly truncated!: "DEPTH" | "NODES" | null;
  readonly frontier!: readonly string[];
  readonly asOf!: string | null;
  @Field(() => Int, { nullable: true, description: hidden }) readonly hidden!: number | null;
}

@ObjectType({ description: "How many of one kind.", simpleResolvers: true })
export class KindCount {
  @Field(() => String, { description: "The kind, such as `Evaluation`." }) readonly type!: string;
  @Field(() => Int, { description: "How many." }) readonly count!: number;
}

@ObjectType("Impact", { description: "What a change of something can reach, nearest first.", simpleResolvers: true })
export class ImpactAnswer implements Impact {
  @Field(() => [LineageNode], { description: "Model versions made from it." }) readonly models!: readonly LineageNode[];
  @Field(() => [LineageNode], { description: "System versions with it inside." }) readonly systems!: readonly LineageNode[];
  @Field(() => [LineageNode], { description: "Deployments of those." }) readonly deployments!: readonly LineageNode[];
  @Field(() => [LineageNode], { description: "Tasks that those serve or that it was evaluated on." }) readonly tasks!: readonly LineageNode[];
  @Field(() => [LineageNode], { description: "Goals set for those tasks." }) readonly kpis!: readonly LineageNode[];
  @Field(() => [KindCount], { description: "Everything that lineage reached, by kind." }) readonly counts!: readonly KindCount[];
  @Field(() => Cut, { nullable: true, description: truncated }) readonly truncated!: "DEPTH" | "NODES" | null;
  readonly frontier!: readonly string[];
  readonly asOf!: string | null;
  @Field(() => Int, { nullable: true, description: hidden }) readonly hidden!: number | null;
}
