/** What the rest of the capability uses of the transfer model. */
export { contradictions } from "./model/contradictions.js";
export { fitTransfer } from "./model/fitTransfer.js";
export { predictCells, probabilityBelow, type CellPrediction, type Normal, type Pair, type Support } from "./model/predictCells.js";
export { reasons, type Reason } from "./model/reasonsOf.js";
export { sdAfter } from "./model/sdAfter.js";
export { deserialise, modelVersion, serialise } from "./model/serialise.js";
export { usualSettings, type FitSettings } from "./model/settings.js";
export { similarity, type Similarity } from "./model/similarityOf.js";
export type { Backtest, Calibration, Compared, Group, TransferModel } from "./model/transferModel.js";
export { quality, spearman, type Quality, type Tried } from "./measures.js";
export { hiddenCells, newestShare, newModels, newTasks, releasedAfter, type NamedCell, type Split } from "./splits.js";
