import type { DriftDraft, VendorContext } from "../../../core/drift/types.ts";
import type { UpdateWindow } from "../../../core/drift/vendors/foreign-writes.ts";
import { judgeWrites, suspects, type WriteOnlyValue } from "../../../core/drift/vendors/judge-writes.ts";
import { parseHistory } from "../../../core/drift/vendors/update-history.ts";
import { engineErrorLine } from "../../../core/text/engine-error.ts";
import { runEngine } from "../engine.ts";
import type { Backend } from "../state/recorded.ts";

/** Finds the values that somebody else wrote. The history of updates is read only where there is a suspicion. */
export type ForeignWrites = (
  context: Pick<VendorContext, "stack">,
  values: readonly WriteOnlyValue[],
  clockOffsetMs: number,
) => Promise<{ readonly drafts: readonly DriftDraft[]; readonly incomplete: readonly string[] }>;

/** Enough for what happened since a value was last written: older writes are known from the state. */
const latestUpdates = 100;

/** @param nameOf the stack's name in the backend */
export function foreignWritesIn(backend: Backend, nameOf: (stack: string) => string): ForeignWrites {
  return async ({ stack }, values, clockOffsetMs) => {
    const suspected = suspects(values);
    if (suspected.length === 0) return { drafts: [], incomplete: [] };
    const windows = await readHistory(backend, nameOf(stack));
    if (typeof windows === "string") return { drafts: [], incomplete: [windows] };
    return { drafts: judgeWrites(suspected, windows, clockOffsetMs, stack), incomplete: [] };
  };
}

/** The windows, or one line that says why they could not be read. The output holds configuration: it goes nowhere else. */
async function readHistory(backend: Backend, stack: string): Promise<readonly UpdateWindow[] | string> {
  const args = ["stack", "history", "--stack", stack, "--json", "--page-size", String(latestUpdates)];
  const { engine, cwd, env, stopAt } = backend;
  const { code, stdout, stderr } = await runEngine(engine, [...args, "--non-interactive"], { cwd, env, stopAt });
  const windows = code === 0 ? parseHistory(stdout) : null;
  if (windows !== null) return windows;
  const reason = engineErrorLine(stderr) || `pulumi stack history exited with ${code}`;
  return `the update history of stack ${stack} could not be read, so nobody can say who wrote its secrets: ${reason}`;
}
