/** What `stagekeeper drill` runs: a bundle of its own, see tools/build.js. */
export { drillAdapters } from "../adapters/drill/adapters.ts";
export { drill } from "../commands/drill.ts";
