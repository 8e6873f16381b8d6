export { taskByKey } from "./byKey.queries.js";
