import { entity } from "../entity/entity.js";
import { instant, listOf, long, text } from "../entity/fields.js";

export class ChangeEvent extends entity("ChangeEvent", {
  description: "Notice of a change, as subscribers get it.",
  key: "Its digest.",
  derived: true,
  writtenBy: "service",
  scope: "changed",
  fields: {
    number: long("Place in the sealed chain, from 1; none until it is sealed.", { optional: true, order: true, unique: true }),
    digest: text("SHA-256 of the event, in hexadecimal."),
    chain: text("SHA-256 of its number, its digest and the link of the event before it, in hexadecimal; none until it is sealed.", { optional: true }),
    at: instant("When it happened.", { order: true }),
    kind: text("What happened, such as `created` or `state-changed`."),
    target: text("Type and key of what changed, such as `Task:reset-password`."),
    action: text("Operation, such as `recordEvaluations`.", { optional: true }),
    request: text("Identifier of the request, as in the logs.", { optional: true }),
    evaluations: listOf(text("Ids of the evaluations that were recorded.")),
  },
  edges: {},
}) {}
