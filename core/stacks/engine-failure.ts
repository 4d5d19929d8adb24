/** Why the engine did not reach a stack, in the words that every command uses. */
import { passphraseVariableName } from "../naming/names.ts";
import { engineErrorLine } from "../text/engine-error.ts";

/** How the engine ended. */
export interface EngineFailure {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly stderr: string;
}

/** sdk/go/common/util/cmdutil in pulumi/pulumi */
const UNKNOWN_STACK = 6;

/** One line about a stack that there is not, or a passphrase that is wrong; null for any other failure. */
export function stackFailure({ code, stderr }: EngineFailure, stage: string, stack: string): string | null {
  if (code === UNKNOWN_STACK || /no stack named/i.test(engineErrorLine(stderr)))
    return `there is no stack ${stack} in the backend`;
  return /incorrect passphrase/i.test(stderr)
    ? `the passphrase of stack ${stack} is wrong (${passphraseVariableName(stage)}, or Pulumi's own variable)`
    : null;
}
