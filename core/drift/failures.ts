/** Why a refresh preview says nothing: whatever did not reach its end in every respect is no verdict. */
import { passphraseVariableName } from "../naming/names.ts";
import { stackFailure } from "../stacks/engine-failure.ts";
import { engineErrorLine } from "../text/engine-error.ts";
import { counted } from "../text/words.ts";
import { lockOf, lockText } from "./locks.ts";
import type { RefreshError, RefreshEvents } from "./refresh-events.ts";

/** How the engine's process ended. */
export interface EngineEnd {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly stderr: string;
}

/** Of whom the failure is told. */
export interface FailureContext {
  readonly stage: string;
  readonly stack: string;
  readonly timeoutMinutes: number;
  readonly now: Date;
  /** How a resource's error is told; it may quote a secret. */
  readonly tell: (error: RefreshError) => string;
}

/** Exit codes of the engine: pkg/cmd/pulumi/operations and sdk/go/common/util/cmdutil in pulumi/pulumi. */
const SUCCESS = 0;
const CHANGES_FOUND = 7;
/** Operations of a refresh that are changes. */
const CHANGES = ["update", "delete"];

/** Errors told one by one; the rest is counted. */
const MOST_TOLD = 3;

/** One line each; none where the refresh reached its end. */
export function refreshProblems(end: EngineEnd, events: RefreshEvents, context: FailureContext): readonly string[] {
  const stopped = stoppedFromOutside(end, context);
  if (stopped !== null) return [stopped];
  if (!events.began) return [beforeItBegan(end, context)];
  if (events.errors.some(({ urn }) => urn !== null)) return resourceErrors(events, context);
  const { code } = end;
  if (code !== SUCCESS && code !== CHANGES_FOUND) return [engineError(end, events, context)];
  const doubt = whyDoubtful(end, events);
  return doubt === null ? [] : [`the refresh of stack ${context.stack} is not complete: ${doubt}`];
}

function stoppedFromOutside({ signal, timedOut }: EngineEnd, { stack, timeoutMinutes }: FailureContext): string | null {
  if (timedOut) {
    return `the refresh of stack ${stack} took longer than ${counted(timeoutMinutes, "minute")} and was stopped (--timeout allows more)`;
  }
  return signal === null ? null : `the engine was killed (${signal}) while it refreshed stack ${stack}`;
}

function beforeItBegan(end: EngineEnd, { stage, stack, now }: FailureContext): string {
  const message = engineErrorLine(end.stderr);
  const lock = lockOf(end.stderr);
  if (lock) return lockText(lock, stack, now);
  const known = stackFailure(end, stage, stack);
  if (known !== null) return known;
  if (/passphrase must be set/i.test(message)) {
    return `the passphrase of stack ${stack} is missing: set ${passphraseVariableName(stage)}, or ${passphraseVariableName(stage)}_FILE`;
  }
  if (/PASSPHRASE_FILE/.test(message)) return `the passphrase of stack ${stack} could not be read: ${message}`;
  if (BACKEND.test(message)) return `the backend of stack ${stack} could not be reached: ${message}`;
  return message === ""
    ? `the engine ended at once (exit code ${end.code}) without a word about stack ${stack}`
    : `the engine could not refresh stack ${stack}: ${message}`;
}

/** As the backends and their clouds put it. */
const BACKEND =
  /state directory|bucket|blob|listing stacks|backend|PULUMI_ACCESS_TOKEN|log in|login|dial tcp|no such host|connection refused|i\/o timeout|unauthorized|forbidden|\b40[13]\b|\b50\d\b/i;

function resourceErrors({ errors }: RefreshEvents, { tell }: FailureContext): readonly string[] {
  const told = errors.filter(({ urn }) => urn !== null);
  const rest = told.length - MOST_TOLD;
  return [...told.slice(0, MOST_TOLD).map(tell), ...(rest > 0 ? [`and ${counted(rest, "more error")}`] : [])];
}

function engineError({ code, stderr }: EngineEnd, events: RefreshEvents, { stack }: FailureContext): string {
  const message = engineErrorLine(stderr);
  if (/no changes were expected/i.test(message)) {
    return `the engine of stack ${stack} is older than Pulumi 3.226.1: its exit code does not tell drift from a failure`;
  }
  const words = message || engineErrorLine(events.errors[0]?.message ?? "") || `exit code ${code}`;
  return `the engine could not refresh stack ${stack}: ${words}`;
}

/** The exit code, the summary and the events themselves must say the same. */
function whyDoubtful({ code }: EngineEnd, { summary, counts }: RefreshEvents): string | null {
  if (summary === null) return "the engine's events ended early";
  if (summary.result !== "succeeded") return `the engine calls its result ${summary.result}`;
  const operations = new Set([...Object.keys(summary.counts), ...Object.keys(counts)]);
  for (const operation of operations) {
    const [said, seen] = [summary.counts[operation] ?? 0, counts[operation] ?? 0];
    if (said !== seen)
      return `the engine counts ${said} resources with the operation ${operation}, its events are ${seen}`;
  }
  const changed = CHANGES.some((operation) => (counts[operation] ?? 0) > 0);
  return code === CHANGES_FOUND && !changed ? "the engine found changes, its events show none" : null;
}
