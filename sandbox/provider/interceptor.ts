import type { BridgeStyle } from "../model.ts";

export type Operation = "create" | "read" | "update" | "delete";

/** One request that reaches a vendor: previews and checks do not. */
export interface VendorRequest {
  readonly operation: Operation;
  readonly type: string;
  readonly urn: string;
  readonly style: BridgeStyle;
}

/** Stands between the engine and the vendors: where faults are injected. */
export interface Interceptor {
  around<T>(request: VendorRequest, run: () => T): Promise<T>;
}
