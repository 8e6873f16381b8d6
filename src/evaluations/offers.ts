import { few } from "../entity/edges.js";
import { enumeration, text } from "../entity/fields.js";

export const Origin = enumeration("Origin", "Where figures come from.", {
  MEASURED: "Measured by whoever recorded them.", PUBLISHED: "Taken from a publication.",
  SYNTHETIC: "Made up for a demonstration; never mixed with others in a fit.",
});

/** What an evaluation, an answer or a prompt build used that its system version leaves open. */
export const resolved = few("-RESOLVED->", "Version", "Versions that floating parts and searches came out as at the time.", {
  lineage: true, properties: { role: text("Role of the part in the system version.", { optional: true }) },
});

export type { Direction } from "./leaderboard.js";
export { comparable, goodness, leaderboards } from "./leaderboard.js";
export type { Comparison, ScoredRow } from "./compare.js";
export { compare } from "./compare.js";
export { scored } from "./compare.queries.js";
export { subjectVersion } from "./subject.js";
