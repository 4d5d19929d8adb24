/** What is compiled: `npm run wasm`. See https://www.assemblyscript.org. */
export { areTextsEqual } from "./judge";
export { answer, begin, look, openWords, readWords } from "./look";
export { addStage, otherWith, useResources } from "./resources";
export { count, next, scan } from "./scanner";
export { useWords } from "./words";
