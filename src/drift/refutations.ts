import { labelOf } from "../reads/row.js";

/** The check that would tell that an event of this kind did not make the change, in words; by the id of the event's node. */
export const refutation = (event: string): string => checks[labelOf(event)] ?? "Undo it for part of the cases: it wasn't this if their figure stays changed.";

const checks: Readonly<Record<string, string>> = {
  Deployment: "Send part of the traffic to the version before, or compare both on the same items (`compare`): it wasn't this if both do alike.",
  SystemVersion: "Compare it with the version before on the same items (`compare`): it wasn't this if both do alike.",
  ModelVersion: "Run the same system with the model version before on the same items (`compare`): it wasn't this if both do alike.",
  PromptVersion: "Run the same system with the prompt version before on the same items (`compare`; `promptDiff` shows what differs): it wasn't this if both do alike.",
  RetrievalConfigVersion: "Search the judged queries with both configurations (`evaluateRetrieval`): it wasn't this if they find the same.",
  CorpusVersion: "Answer the same questions over the corpus version before: it wasn't this if the answers are as good.",
  Run: "Search the judged queries over the index before this run: it wasn't this if they find the same.",
  DocumentVersion: "Look at answers that cite it: it wasn't this if those that don't have changed as much.",
  Document: "Look at answers that cite it: it wasn't this if those that don't have changed as much.",
  DatasetVersion: "Run the system with the data version before on the same items: it wasn't this if both do alike.",
  PolicyVersion: "Look at the cases that it binds: it wasn't this if those that it doesn't bind have changed as much.",
  Slice: "Weigh the slices as they were before: it wasn't this if the figure stays changed.",
};
