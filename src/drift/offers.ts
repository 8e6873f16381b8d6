export { changePoints } from "./changePoints.js";
