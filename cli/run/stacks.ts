/** What `stagekeeper stacks` runs: a bundle of its own, see tools/build.js. */
export { projectAdapters } from "../adapters/project-stages.ts";
export { STACK_FORMATS, stacks } from "../commands/stacks.ts";
