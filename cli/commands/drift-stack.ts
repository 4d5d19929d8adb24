/** The checks of one stack: the engine's refresh begins first, everything else is loaded and asked beside it. */
import { lockText } from "../../core/drift/locks.ts";
import type { CheckedStack } from "../../core/drift/report.ts";
import type { VendorCheck, VendorResult } from "../../core/drift/types.ts";
import type { ReadState } from "../../core/parity/state.ts";
import { UserError } from "../../core/user-error.ts";
import type { StackCheck } from "./drift-access.ts";
import type { PlannedStack } from "./drift-plan.ts";

export async function checkStack(planned: PlannedStack, check: StackCheck): Promise<CheckedStack> {
  const { stage, stack } = planned;
  const { access, now } = check;
  const before = await access.findLock();
  if (before) return { stage, refreshed: null, vendors: [], incomplete: [lockText(before, stack, now())] };
  const refreshing = access.refresh();
  check.meanwhile();
  // The state is read while the vendors are asked; what else asks vendors begins as soon as it is there.
  const reading = access.readState("closed");
  const [{ judge, pendingProblems }, refresh, state, vendors] = await Promise.all([
    import("./drift-judge.ts"),
    refreshing,
    reading,
    reading.then((closed) => askVendors(planned, closed, access.vendorChecks)),
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
  return Promise.all(checks.map((ask) => ask(context).catch(failedCheck)));
}

/** Whatever one vendor's check stumbles over, the other checks and the other stacks have their report. */
function failedCheck(error: unknown): VendorResult {
  const reason =
    error instanceof UserError
      ? error.message
      : `one of the vendors could not be checked, by a bug in stagekeeper (${bugOf(error)}): report it with this line`;
  return { drafts: [], incomplete: [reason], coverage: [], notes: [] };
}

/** The error's name and where it came up, `TypeError, reader.ts:12:3`. Its message may quote an answer, values and all. */
function bugOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const [, place] = /^ +at .*?([^\s/\\(]+:\d+:\d+)\)?$/m.exec(error.stack ?? "") ?? [];
  return place === undefined ? error.name : `${error.name}, ${place}`;
}
