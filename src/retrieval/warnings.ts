import { instructions } from "./instructions.js";
import { personalData, type PersonalKind } from "./personalData.js";

/** Something in a retrieved text that whoever uses it should know of. */
export interface Warning {
  readonly kind: "INSTRUCTIONS" | PersonalKind;
  /** Offsets in the document version's text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** What a chunk holds of what a model may take for instructions, and of personal data; in their order. */
export const warnings = ({ text, start: from }: { readonly text: string; readonly start: number }): readonly Warning[] =>
  [...instructions(text).map((each): Warning => ({ kind: "INSTRUCTIONS", ...each })), ...personalData(text)].map(({ kind, start, end }) => ({ kind, start: from + start, end: from + end })).sort((a, b) => a.start - b.start || a.end - b.end);
