export { changePoints } from "./changePoints.js";
export { startWatch, type Watch } from "./watch.js";
