import { UserError } from "../../../core/user-error.ts";
import type { LoadedStage, PlannedStack } from "../../commands/parity-plan.ts";
import { loaded, unread } from "./loaded.ts";
import { type Backend, readRecordedState } from "./recorded.ts";

/** Reads the stacks' state through their backend, all at once. */
export function loadRecorded(stages: readonly PlannedStack[], backend: Backend): Promise<LoadedStage[]> {
  return Promise.all(
    stages.map(async ({ name, aliases, stack }) => {
      const state = await readRecordedState(backend, name, stack);
      if (!state.ok) return unread(name, state.reason);
      return loaded({ name, aliases, stack, deployment: state.deployment, decrypted: state.decrypted });
    }),
  );
}

/** Evaluates the stages one after another: the Pulumi SDK keeps a stack's configuration in the process. */
export async function loadDesired(
  stages: readonly PlannedStack[],
  evaluate: (stack: string) => Promise<unknown>,
): Promise<LoadedStage[]> {
  const results: LoadedStage[] = [];
  for (const { name, aliases, stack } of stages) {
    try {
      results.push(loaded({ name, aliases, stack, deployment: await evaluate(stack) }));
    } catch (error) {
      results.push(unread(name, `the program stopped: ${reasonOf(error)}`));
    }
  }
  return results;
}

function reasonOf(error: unknown): string {
  if (UserError.is(error)) return error.next === "" ? error.message : `${error.message} (${error.next})`;
  return error instanceof Error ? error.message : String(error);
}
