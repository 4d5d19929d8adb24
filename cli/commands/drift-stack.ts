/** The checks of one stack: the engine's refresh begins first, everything else is loaded and asked beside it. */
import { lockText } from "../../core/drift/locks.ts";
import type { CheckedStack } from "../../core/drift/report.ts";
import type { VendorCheck, VendorResult } from "../../core/drift/types.ts";
import type { ReadState } from "../../core/parity/state.ts";
import type { StackCheck } from "./drift-access.ts";
import type { PlannedStack } from "./drift-plan.ts";

export async function checkStack(planned: PlannedStack, check: StackCheck): Promise<CheckedStack> {
  const { stage, stack } = planned;
  const { access, now } = check;
  const before = await access.findLock();
  if (before) return { stage, refreshed: null, vendors: [], incomplete: [lockText(before, stack, now())] };
  const refreshing = access.refresh(check.timeoutMinutes);
  check.meanwhile();
  // The state is read while the vendors are asked; what else asks vendors begins as soon as it is there.
  const reading = access.readState("closed");
  const [{ judge, pendingProblems }, refresh, state, vendors] = await Promise.all([
    import("./drift-judge.ts"),
    refreshing,
    reading,
    reading.then((closed) => askVendors(planned, closed, check.vendorChecks)),
  ]);
  const { refreshed, problems } = await judge(planned, refresh, state, check);
  const after = await access.findLock();
  const incomplete = [
    ...problems,
    ...(state.ok ? pendingProblems(state.deployment, stack) : problems.length === 0 ? [state.reason] : []),
    ...(after ? [lockText(after, stack, now())] : []),
    ...vendors.flatMap((vendor) => vendor.incomplete),
  ];
  return { stage, refreshed, vendors, incomplete };
}

function askVendors(
  { stage, stack, config }: PlannedStack,
  state: ReadState,
  checks: readonly VendorCheck[],
): Promise<readonly VendorResult[]> {
  if (!state.ok || config === null) return Promise.resolve([]);
  const context = { stage, stack, ...config, deployment: state.deployment };
  return Promise.all(checks.map((ask) => ask(context)));
}
