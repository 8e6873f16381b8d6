export { agreement, type Agreement } from "./agreement.js";
export { measureAnswers, type AnswerCase, type AnswerMeasure, type JudgedCase } from "./evaluate.js";
export { humanLabels } from "./humanLabels.js";
export { judgeAt } from "./judge.js";
export { judgeAnswers } from "./judgeAnswers.js";
export { hasKept, keepMeasures } from "./keep.js";
export type { Answered } from "./keepScores.js";
export { keepVerdicts } from "./keepVerdicts.js";
export { recordedAnswers } from "./recorded.js";
