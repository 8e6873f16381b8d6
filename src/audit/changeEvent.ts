import { entity } from "../entity/entity.js";
import { instant, long, text } from "../entity/fields.js";

export class ChangeEvent extends entity("ChangeEvent", {
  description: "Notice of a change, as subscribers get it.",
  key: "Its digest.",
  derived: true,
  writtenBy: "service",
  scope: "changed",
  fields: {
    number: long("Place in the sealed chain, from 1; none until it is sealed.", { optional: true }),
    digest: text("SHA-256 of the entry, and once sealed of the one before it too, in hexadecimal."),
    at: instant("When it happened.", { order: true }),
    kind: text("What happened, such as `created` or `state-changed`."),
    target: text("Type and key of what changed, such as `Task:reset-password`."),
  },
  edges: {},
}) {}
