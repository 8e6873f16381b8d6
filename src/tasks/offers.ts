export { existingTask } from "./existingTask.js";
