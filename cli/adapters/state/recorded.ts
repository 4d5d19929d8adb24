import { passphraseVariableName } from "../../../core/naming/names.ts";
import { parseState, type ReadState } from "../../../core/parity/state.ts";
import { stackFailure } from "../../../core/stacks/engine-failure.ts";
import { engineErrorLine } from "../../../core/text/engine-error.ts";
import { type Engine, type EngineResult, runEngine } from "../engine.ts";

/** Where the stacks are: the project's folder, and the environment that reaches their backend. */
export interface Backend {
  readonly engine: Engine;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends every engine that still runs then. */
  readonly stopAt?: AbortSignal | undefined;
}

export type RecordedState = ReadState & { readonly decrypted: boolean };

/**
 * Reads a stack's state through its configured backend, decrypted where the passphrase is at hand. Without one the state
 * is read with its secrets closed. The state is not changed and no lock is taken.
 */
export async function readRecordedState(backend: Backend, stage: string, stack: string): Promise<RecordedState> {
  const open = await runExport(backend, stage, stack, "open");
  if (open.code === 0) return { ...parseExport(stack, open), decrypted: true };
  if (!/passphrase must be set/i.test(open.stderr))
    return { ok: false, reason: reasonOf(open, stage, stack), decrypted: false };
  return { ...(await readState(backend, stage, stack, "closed")), decrypted: false };
}

/** Reads a stack's state with its secrets open, which takes the passphrase, or closed. */
export async function readState(
  backend: Backend,
  stage: string,
  stack: string,
  secrets: "open" | "closed",
): Promise<ReadState> {
  const result = await runExport(backend, stage, stack, secrets);
  return result.code === 0 ? parseExport(stack, result) : { ok: false, reason: reasonOf(result, stage, stack) };
}

function runExport(
  { engine, cwd, env, stopAt }: Backend,
  stage: string,
  stack: string,
  secrets: "open" | "closed",
): Promise<EngineResult> {
  const args = ["stack", "export", "--stack", stack, ...(secrets === "open" ? ["--show-secrets"] : [])];
  return runEngine(engine, [...args, "--non-interactive"], { cwd, env: withPassphraseOf(stage, env), stopAt });
}

function parseExport(stack: string, { stdout }: EngineResult): ReadState {
  const state = parseState(stdout);
  return state.ok ? state : { ok: false, reason: `the state of stack ${stack} ${state.reason}` };
}

/** A stage's own passphrase goes before Pulumi's variables, which then must not be there: Pulumi would prefer one of them. */
export function withPassphraseOf(stage: string, env: Backend["env"]): Record<string, string | undefined> {
  const name = passphraseVariableName(stage);
  const passphrase = env[name];
  const file = env[`${name}_FILE`];
  if (passphrase === undefined && file === undefined) return { ...env };
  const { PULUMI_CONFIG_PASSPHRASE: _, PULUMI_CONFIG_PASSPHRASE_FILE: __, ...rest } = env;
  return passphrase === undefined
    ? { ...rest, PULUMI_CONFIG_PASSPHRASE_FILE: file }
    : { ...rest, PULUMI_CONFIG_PASSPHRASE: passphrase };
}

function reasonOf(ended: EngineResult, stage: string, stack: string): string {
  const known = stackFailure(ended, stage, stack);
  return known ?? `the backend of stack ${stack} could not be read: ${engineErrorLine(ended.stderr)}`;
}
