/** What `stagekeeper parity` runs: a bundle of its own, see tools/build.js. */
import type { ExitCode } from "../../core/findings/verdict.ts";
import type { Host } from "../adapters/host.ts";
import { type ParityWorld, parityAdapters } from "../adapters/parity.ts";
import { type ParityOptions, parity } from "../commands/parity.ts";

export function runParity(options: ParityOptions, host: Host, world: ParityWorld): Promise<ExitCode> {
  return parity(options, parityAdapters(host, world));
}
