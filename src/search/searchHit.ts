import { Field, Float, ObjectType } from "type-graphql";
import type { Hit } from "./search.js";

@ObjectType({ description: "Something that a search found.", simpleResolvers: true })
export class SearchHit implements Hit {
  readonly node!: string;
  @Field(() => Float, { description: "BM25 score: comparable within a kind, roughly between kinds." }) readonly score!: number;
}
