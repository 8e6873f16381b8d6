import type { Item } from "../writes/draft.js";
import { stepOf, subjectKey } from "./harnessModels.js";

export interface ModelVersionName {
  readonly model: string;
  readonly version: string;
}

/**
 * DERIVED_FROM of checkpoints, each from the one before it in the same training. `known` are the versions that the graph has of
 * these models, `arriving` those of the files at hand. Where an arriving checkpoint falls between two known ones, the later of
 * them is derived from it from now on; known ones whose predecessor stays are not touched. So the chain comes out the same in
 * whatever order, and in however many imports, the files arrive. Versions that are no checkpoints (`main`) have no part in it.
 */
export function checkpointItems(known: readonly ModelVersionName[], arriving: readonly ModelVersionName[]): readonly Item[] {
  const came = new Set(arriving.map(subjectKey));
  const all = [...known, ...arriving];
  return [...new Set(arriving.map(({ model }) => model))].flatMap((model) => {
    const chain = [...new Set(all.filter((each) => each.model === model).map(({ version }) => version))]
      .map((version) => ({ step: stepOf(version), key: subjectKey({ model, version }) }))
      .filter((each): each is { readonly step: number; readonly key: string } => each.step !== null)
      .sort((a, b) => a.step - b.step);
    return chain.flatMap(({ key }, at) => {
      const before = chain[at - 1]?.key;
      if (before === undefined || (!came.has(key) && !came.has(before))) return [];
      return [{ type: "ModelVersion", key, derivedFrom: [{ key: before, relation: "CHECKPOINT" }] }];
    });
  });
}
