import { Field, InputType, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import type { ProblemCode } from "../entity/problem.js";
import { enumType } from "./fieldTypes.js";
import { Node } from "./interfaces.js";
import { linked } from "./linkedNodes.js";

const ErrorCode = enumType(enumeration<ProblemCode>("ErrorCode", "What kind of thing went wrong, also in `extensions.code` of errors.", {
  BAD_INPUT: "What was sent can't be taken as it is: change it.",
  NOT_FOUND: "Something that it names isn't there, or isn't to be seen.",
  FORBIDDEN: "Who asks may not do this.",
  CONFLICT: "It contradicts what is there already.",
  UNAVAILABLE: "Something that the service needs doesn't answer: send it again later.",
  INTERNAL: "Something failed inside the service: its log tells what.",
}));

@ObjectType({ description: "Why one item of a list was not written.", simpleResolvers: true })
export class ItemError {
  @Field(() => Int, { description: "Its place in the input, from 0." }) readonly index!: number;
  @Field(() => String, { nullable: true, description: "Its key, where it has one." }) readonly key!: string | null;
  @Field(() => String, { nullable: true, description: "The field at fault, such as `domains.0`." }) readonly path!: string | null;
  @Field(() => ErrorCode, { description: "What kind of thing went wrong." }) readonly code!: ProblemCode;
  @Field(() => String, { description: "The value, what was expected, and what to do." }) readonly message!: string;
}

@ObjectType({ description: "What became of a list of inputs.", simpleResolvers: true })
export class UpsertPayload {
  readonly ids!: readonly (string | null)[];
  @Field(() => Int, { description: "Number that are new." }) readonly created!: number;
  @Field(() => Int, { description: "Number that changed." }) readonly updated!: number;
  @Field(() => Int, { description: "Number that were already so." }) readonly unchanged!: number;
  @Field(() => [ItemError], { description: "Those not written; all others were." }) readonly errors!: readonly ItemError[];
}

linked(UpsertPayload, {
  nodes: { type: () => [Node], description: "Those written or already so that the viewer may see, in the order given.", seen: true, of: ({ ids }) => ids.filter((id) => id !== null) },
});

@ObjectType({ description: "Where a page stands in its list.", simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more follow." }) readonly hasNextPage!: boolean;
  @Field(() => Boolean, { description: "Whether others precede." }) readonly hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: "Cursor of the first." }) readonly startCursor!: string | null;
  @Field(() => String, { nullable: true, description: "Cursor of the last." }) readonly endCursor!: string | null;
}

@InputType({ description: "A node by its type and natural key." })
export class NodeKeyInput {
  @Field(() => String, { description: "Its type, such as `ModelVersion`." }) readonly type!: string;
  @Field(() => String, { description: "Its natural key." }) readonly key!: string;
}

export const Direction = enumType(enumeration("Direction", "Which end of an order comes first.", { ASC: "The smallest.", DESC: "The largest." }));
