import { many } from "../entity/edges.js";
import { instant, text } from "../entity/fields.js";
import { version } from "../entity/version.js";

export class DocumentVersion extends version("Document", {
  description: "One wording of a document, current for a time.",
  fields: {
    textDigest: text("SHA-256 of its whole text, lower-case hex: the same text is never kept twice.", { content: true, optional: true }),
    language: text("Language, as a BCP 47 tag.", { content: true, optional: true }),
    validFrom: instant("When it became current.", { content: true, order: true, optional: true }),
    linkedAs: text("Title of its document when its mentions and what mentions it were last looked for.", { optional: true, secret: true, service: true, filter: false }),
    validTo: instant("When it stopped being current; open unless given.", { optional: true }),
  },
  edges: {
    chunks: many("<-PART_OF-", "Chunk", "Its chunks."),
    basisOf: many("<-BASED_ON-", ["TaskVersion", "PolicyVersion", "PromptVersion", "DatasetVersion"], "What was written from it."),
  },
}) {}
