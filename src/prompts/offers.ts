export { approvedTemplate } from "./approvedTemplate.js";
export { assemble, type Assembled } from "./assemble.js";
export type { PromptRequest } from "./request.js";
export { checkScenarios } from "./checkScenarios.js";
export { chat } from "./messages.js";
export { fill, needs, ownVariables, parts, takes, type Template } from "./template.js";
export { unfitTemplates } from "./unfit.js";
