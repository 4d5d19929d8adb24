/** What `stagekeeper heartbeat` runs: a bundle of its own, see tools/build.js. */
export { heartbeatAdapters } from "../adapters/heartbeat/adapters.ts";
export { heartbeat } from "../commands/heartbeat.ts";
