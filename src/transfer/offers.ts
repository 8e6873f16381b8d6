export { predictByKeys, type KeyedPrediction } from "./predictByKeys.js";
export { hiddenCells, newestShare, newModels, newTasks, quality, releasedAfter, type Split } from "./model.js";
export { startRefitter, type Refitter } from "./refitter.js";
