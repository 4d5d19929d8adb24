/** What `stagekeeper parity` runs: a bundle of its own, see tools/build.js. */
export { parityAdapters } from "../adapters/parity.ts";
export { parity } from "../commands/parity.ts";
