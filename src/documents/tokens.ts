import { countTokens } from "gpt-tokenizer/encoding/o200k_base";

/** Words that mean something to a model's chat format are counted as the plain text that they are here. */
const plain = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/** Length in tokens of the o200k_base vocabulary; other models' differ by a tenth or so on English. */
export const tokenCount = (text: string): number => countTokens(text, plain);
