export { assemble, type Assembled } from "./assemble.js";
export type { PromptRequest } from "./request.js";
export { checkScenarios } from "./checkScenarios.js";
export { needs, ownVariables, takes, type Template } from "./template.js";
export { unfitTemplates } from "./unfit.js";
