export { InstallError, installCode } from "./installCode.js";
export { javascript } from "./javascript.js";
export { PLATFORMS } from "./platforms.js";
export { variableProblem } from "./variableProblem.js";
