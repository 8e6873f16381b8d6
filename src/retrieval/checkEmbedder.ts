import { embedderName, type Embedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";

/** A candidate's document, and what made its vector; empty where that wasn't recorded, null where it has none. */
interface Made {
  readonly documentKey: string;
  readonly embedder: string | null;
}

/** So many documents are named. */
const mostNamed = 3;

/** Refuses vectors of another embedder: how near they are to the query's says nothing. @throws Problem CONFLICT. */
export function checkEmbedder(found: readonly Made[], embedder: Pick<Embedder, "id" | "digest">): void {
  const present = embedderName(embedder);
  const others = found.filter((each) => each.embedder !== null && each.embedder !== present);
  if (others.length === 0) return;
  const documents = [...new Set(others.map(({ documentKey }) => documentKey))];
  const named = documents.length > mostNamed ? `${documents.slice(0, mostNamed).join(", ")} and others` : documents.join(" and ");
  const makers = [...new Set(others.map((each) => each.embedder || "an embedder that wasn't recorded"))].join(" and ");
  throw new Problem("CONFLICT", `The vectors of ${named} were made by ${makers}, and ${present} is in use. Make them anew: npx evalgraph reembed`);
}
