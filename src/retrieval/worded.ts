import type { Ranked } from "./pack.js";
import { redacted } from "./personalData.js";
import type { Allowed } from "./scope.js";

/** A text as it may be used: without personal data where policies ask for that. */
export const worded = (may: Pick<Allowed, "redacts">, { text, versionId }: Pick<Ranked, "text" | "versionId">): string => (may.redacts(versionId) ? redacted(text) : text);
