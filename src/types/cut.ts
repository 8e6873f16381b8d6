import { enumeration } from "../entity/fields.js";
import { enumType } from "./fieldTypes.js";

/** Why a traversal ended before all there is was reached. */
export const Cut = enumType(enumeration("Cut", "Which limit ended a traversal.", {
  DEPTH: "The depth asked for: raise `maxDepth`, or go on from the frontier.", NODES: "The number of nodes asked for: raise `maxNodes` or `maxVisited`, or go on from the frontier.",
  TIME: "The time asked for: raise `maxMilliseconds`, or go on from the frontier.",
}));
