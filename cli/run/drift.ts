/** What `stagekeeper drift` runs: a bundle of its own, see tools/build.js. */
export { driftAdapters } from "../adapters/drift/adapters.ts";
export { driftMergeAdapters } from "../adapters/drift/merge-adapters.ts";
export { drift } from "../commands/drift.ts";
export { driftMerge } from "../commands/drift-merge.ts";
