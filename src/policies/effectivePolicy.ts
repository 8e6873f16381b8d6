import { Field, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { enumType } from "../types/fieldTypes.js";
import type { Effective } from "./effective.js";

const PolicyOutcome = enumType(enumeration("PolicyOutcome", "What a policy comes to beside the others that reach the same task.", {
  EFFECTIVE: "It permits or prohibits.",
  DUTY: "Whoever acts must keep to it; duties add up.",
  OVERRIDDEN: "A prohibition beats it.",
  TIGHTENED: "Another has the tighter bound.",
  OPEN: "It contradicts others, or can't be read: denied until someone settles it.",
  PENDING: "Its version isn't approved yet: it decides nothing.",
}));

@ObjectType({ description: "A policy that reaches a task, the way it came by, and what it comes to beside the others.", simpleResolvers: true })
export class EffectivePolicy implements Effective {
  readonly policyVersion!: string;
  readonly by!: readonly string[];
  readonly path!: readonly string[];
  /** Moment that it is read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => PolicyOutcome, { description: "What it comes to, judged for its own action, constraint and assignees, and for the purpose asked about or else its own." })
  readonly outcome!: Effective["outcome"];
}
