import { few, many } from "../entity/edges.js";
import { enumeration, float, instant, long, oneOf, text } from "../entity/fields.js";
import { version } from "../entity/version.js";

export const ModelAccess = enumeration("ModelAccess", "How a model can be used.", {
  WEIGHTS: "Its weights can be had.", API: "Only through a provider's API.",
});
export const ModelRelation = enumeration("ModelRelation", "How one model version was made from another.", {
  FINETUNE: "All weights trained further on other data.", ADAPTER: "Few added weights, served together with the base.",
  QUANTIZED: "The same in a coarser number format.",
  MERGE: "Combined with others.", CHECKPOINT: "A later step of the same training.", CONTINUED: "Pretraining resumed.",
});

export class ModelVersion extends version("Model", {
  description: "One fixed set of weights, or one snapshot of a hosted model.",
  fields: {
    parameterCount: long("Number of weights.", { order: true, optional: true }),
    releasedAt: instant("When it was published.", { order: true, optional: true }),
    license: text("License as an SPDX identifier, else its name.", { optional: true }),
    access: oneOf(ModelAccess, "How it can be used.", { content: true, optional: true }),
    provider: text("Who serves it, where it is used through an API.", { content: true, optional: true }),
    dtype: text("Number format of the weights, such as `bfloat16`.", { content: true, optional: true }),
    quantization: text("Quantization scheme, such as `q4_k_m`; none unless given.", { content: true, optional: true }),
    contextTokens: long("Longest input and output together, in tokens.", { optional: true }),
    location: text("Where the weights or the API are: an address or path.", { optional: true }),
  },
  edges: {
    derivedFrom: few("-DERIVED_FROM->", "ModelVersion", "Model versions that it was made from.", {
      lineage: true,
      properties: { relation: oneOf(ModelRelation, "How it was made from it."), weight: float("Share in a merge, 0 to 1.", { optional: true }) },
    }),
    derivatives: many("<-DERIVED_FROM-", "ModelVersion", "Model versions made from it."),
    systemVersions: many("<-USES-", "SystemVersion", "System versions that use it."),
    evaluations: many("<-OF-", "Evaluation", "Evaluations of the bare model."),
    comparisons: many("<-AGAINST-", "Evaluation", "Evaluations of others in comparison with it."),
    decisions: many("<-DECIDES-", "Decision", "Decisions about it."),
  },
}) {}
