/** What is compiled: `npm run wasm`. See https://www.assemblyscript.org. */
export { answer, begin, look, openWords, readWords } from "./look";
export { addStage, useResources } from "./resources";
export { count, next, scan } from "./scanner";
export { useWords } from "./words";
