export { measureAnswers, type AnswerCase, type AnswerMeasure } from "./evaluate.js";
export { keepMeasures } from "./keep.js";
export { recordedAnswers } from "./recorded.js";
