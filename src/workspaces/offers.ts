import { few } from "../entity/edges.js";
import { text } from "../entity/fields.js";

/** Who took part (PROV's wasAssociatedWith): the edge of all kinds that people and programs act in. */
export const associatedWith = few("-ASSOCIATED_WITH->", "Principal", "Who took part, and as what.", {
  properties: { role: text("As what, such as `author`, `reviewer` or `rater`.") },
});

export { usualWorkspace } from "./usual.js";
export { localOwner, viewerOf } from "./viewer.js";
export { viewers, type Viewers } from "./viewers.js";
