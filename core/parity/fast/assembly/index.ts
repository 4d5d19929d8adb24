/** What is compiled: `npm run wasm`. See https://www.assemblyscript.org. */
export { areTextsEqual } from "./judge";
export { openWords, readWords } from "./look";
export { keptLength } from "./notes";
export { addStage, otherWith, useResources, withUrn } from "./resources";
export { count, next, scan } from "./scanner";
export { foundEnd, foundStart, nextOther } from "./search";
export {
  answer,
  haveBytes,
  lookOn,
  missingFrom,
  missingStage,
  missingTo,
  subject,
  useSubjects,
} from "./subjects";
export { useWords } from "./words";
