import { Field, ID, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import type { Cut as Limit } from "../graph/breadthFirst.js";
import { Cut } from "../types/cut.js";
import { enumType } from "../types/fieldTypes.js";
import type { Facets } from "./facets.js";
import type { Way } from "./hop.js";
import type { Impact } from "./impact.js";
import type { Lineage, LineageEdge } from "./lineage.js";
import type { LineagePath } from "./lineagePath.js";

export const LineageDirection = enumType(enumeration("LineageDirection", "Which way lineage is followed.", {
  UPSTREAM: "What something was made from.", DOWNSTREAM: "What was made from it.",
}));

const distance = "Number of edges on the shortest way to it.";
const truncated = "The limit that left some out; null where none are.";
const facets = "Counts of what was reached.";
const cutAt = "The frontier with its distances: given back as `resume.from`, by type, key and distance, it goes on there. All edges of other nodes are told.";
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

@ObjectType({ description: "How many of one kind.", simpleResolvers: true })
export class KindCount {
  @Field(() => String, { description: "The kind, such as `Evaluation`." }) readonly type!: string;
  @Field(() => Int, { description: "How many." }) readonly count!: number;
}

@ObjectType({ description: "How many at one distance.", simpleResolvers: true })
export class DistanceCount {
  @Field(() => Int, { description: "The distance." }) readonly distance!: number;
  @Field(() => Int, { description: "How many." }) readonly count!: number;
}

@ObjectType({ description: "How many nodes were reached, those at 0 left out.", simpleResolvers: true })
export class LineageFacets implements Facets {
  @Field(() => [KindCount], { description: "By kind, most first." }) readonly kinds!: readonly KindCount[];
  @Field(() => [DistanceCount], { description: "By distance, nearest first." }) readonly distances!: readonly DistanceCount[];
}

@ObjectType("Lineage", { description: "What something was made from, or what was made from it.", simpleResolvers: true })
export class LineageAnswer implements Omit<Lineage, "nodes" | "frontier"> {
  @Field(() => [LineageNode], { description: "What was reached, nearest first; what was asked about, or each of its versions, stands at 0." }) readonly nodes!: readonly LineageNode[];
  @Field(() => [LineageLink], { description: "The edges between them, and in a part that goes on those to earlier parts." }) readonly edges!: readonly LineageLink[];
  @Field(() => LineageFacets, { description: facets }) readonly facets!: LineageFacets;
  @Field(() => Cut, { nullable: true, description: truncated }) readonly truncated!: Limit | null;
  @Field(() => [LineageNode], { description: cutAt }) readonly cutAt!: readonly LineageNode[];
  readonly frontier!: readonly string[];
  /** Moment that the frontier is read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => Int, { nullable: true, description: hidden }) readonly hidden!: number | null;
}

@ObjectType("Impact", { description: "What a change of something can reach, nearest first.", simpleResolvers: true })
export class ImpactAnswer implements Omit<Impact, "frontier"> {
  @Field(() => [LineageNode], { description: "Model versions made from it." }) readonly models!: readonly LineageNode[];
  @Field(() => [LineageNode], { description: "System versions with it inside." }) readonly systems!: readonly LineageNode[];
  @Field(() => [LineageNode], { description: "Deployments of those." }) readonly deployments!: readonly LineageNode[];
  @Field(() => [LineageNode], { description: "Tasks that those serve or that it was evaluated on." }) readonly tasks!: readonly LineageNode[];
  @Field(() => [LineageNode], { description: "Goals set for those tasks." }) readonly kpis!: readonly LineageNode[];
  @Field(() => [KindCount], { description: "Everything that lineage reached, by kind." }) readonly counts!: readonly KindCount[];
  @Field(() => LineageFacets, { description: facets }) readonly facets!: LineageFacets;
  @Field(() => Cut, { nullable: true, description: truncated }) readonly truncated!: Limit | null;
  @Field(() => [LineageNode], { description: cutAt }) readonly cutAt!: readonly LineageNode[];
  readonly frontier!: readonly string[];
  /** Moment that the frontier is read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => Int, { nullable: true, description: hidden }) readonly hidden!: number | null;
}

@ObjectType("LineagePath", { description: "A shortest way from one node to another, all upstream or all downstream.", simpleResolvers: true })
export class LineagePathAnswer implements LineagePath {
  @Field(() => LineageDirection, { nullable: true, description: "Where the end stands, seen from the beginning; null where there is no path, or both are one." }) readonly direction!: Way | null;
  @Field(() => [LineageNode], { nullable: true, description: "From the beginning to the end, with their distance from the beginning; null where none was found." }) readonly nodes!: readonly LineageNode[] | null;
  @Field(() => [LineageLink], { nullable: true, description: "Between each node and the next, as they are drawn." }) readonly edges!: readonly LineageLink[] | null;
  @Field(() => Cut, { nullable: true, description: "Null with a shortest path, and where there is none at all; else the limit that ended the search: NODES with a path says that a shorter one may exist." }) readonly truncated!: Limit | null;
}
