import type { EngineEnd } from "../../core/drift/failures.ts";
import type { StackLock } from "../../core/drift/locks.ts";
import type { RefreshEvents } from "../../core/drift/refresh-events.ts";
import type { VendorCheck } from "../../core/drift/types.ts";
import type { ReadState } from "../../core/parity/state.ts";

/** What can be asked of a stack. */
export interface StackAccess {
  findLock(): Promise<StackLock | null>;
  /** The engine's refresh preview. */
  refresh(): Promise<{ readonly end: EngineEnd; readonly events: RefreshEvents }>;
  readState(secrets: "open" | "closed"): Promise<ReadState>;
  readonly vendorChecks: readonly VendorCheck[];
}

export interface StackCheck {
  readonly access: StackAccess;
  readonly timeoutMinutes: number;
  /** Called when the engine has begun: until it ends there is time to load what comes after it. */
  readonly meanwhile: () => void;
  /** Texts that must not be shown, such as tokens in the environment. */
  readonly secrets: readonly string[];
  readonly now: () => Date;
}
