import { entity } from "../entity/entity.js";
import { instant, json, long, text } from "../entity/fields.js";

export class AuditEntry extends entity("AuditEntry", {
  description: "Who changed what, with its state before and after.",
  key: "Its digest.",
  plural: "auditEntries",
  derived: true,
  writtenBy: "service",
  scope: "changed",
  fields: {
    number: long("Place in the sealed chain, from 1; none until it is sealed.", { optional: true, order: true, unique: true }),
    digest: text("SHA-256 of the entry, in hexadecimal."),
    chain: text("SHA-256 of its number, its digest and the link of the entry before it, in hexadecimal; none until it is sealed.", { optional: true }),
    at: instant("When it was changed.", { order: true }),
    principal: text("Key of the principal that changed it."),
    action: text("Operation, such as `upsertTasks`."),
    target: text("Type and key of what changed, such as `Task:reset-password`."),
    before: json("Its fields before; null where it was new.", { optional: true }),
    after: json("Its fields after; null where it was retired.", { optional: true }),
    request: text("Identifier of the request, as in the logs.", { optional: true }),
  },
  edges: {},
}) {}
