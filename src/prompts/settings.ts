/** How a prompt is put together. */
export interface PromptSettings {
  /** At most so many worked examples. */
  readonly examples: number;
  /** Share of what the instruction, rules and question leave that examples may take where there are passages too. */
  readonly exampleShare: number;
  /** What nearness to the input counts beside difference from the examples taken before it, 0 to 1. */
  readonly relevance: number;
}

/** Gains from examples level off after eight or so (Brown et al. 2020, figure 3.4). */
export const defaultSettings: PromptSettings = { examples: 8, exampleShare: 0.4, relevance: 0.7 };
