export { existingTask } from "./existingTask.js";
export { RelationOrigin } from "./task.js";
