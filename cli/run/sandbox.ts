/** What `stagekeeper sandbox` runs: a bundle of its own, see tools/build.js. */
export { sandboxAdd, sandboxEdit, sandboxRemove } from "../commands/sandbox/change.ts";
export { sandboxFault } from "../commands/sandbox/fault.ts";
export { sandboxReset } from "../commands/sandbox/reset.ts";
export { sandboxRun } from "../commands/sandbox/run.ts";
export { sandboxStatus } from "../commands/sandbox/status.ts";
export { sandboxUp } from "../commands/sandbox/up.ts";
