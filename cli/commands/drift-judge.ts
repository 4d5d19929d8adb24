/** What the engine's refresh and the recorded state of one stack say together, and how their failures are told. */
import { addressedResources } from "../../core/drift/addresses.ts";
import { refreshProblems } from "../../core/drift/failures.ts";
import { KnownSecrets } from "../../core/drift/known-secrets.ts";
import { errorTeller } from "../../core/drift/provider-errors.ts";
import { stackDrift } from "../../core/drift/stack-drift.ts";
import type { StackDrift } from "../../core/drift/types.ts";
import type { Deployment, ReadState } from "../../core/parity/state.ts";
import { parseUrn } from "../../core/parity/urn.ts";
import { andList } from "../../core/text/words.ts";
import type { StackAccess, StackCheck } from "./drift-access.ts";
import type { PlannedStack } from "./drift-plan.ts";

/** What the refresh of a stack says, and what keeps it from being a verdict. */
export interface Judged {
  readonly refreshed: StackDrift | null;
  readonly problems: readonly string[];
}

/** Secrets are opened only where something has to be told: to compare them, and to show none. */
export async function judge(
  { stage, stack }: PlannedStack,
  { end, events }: Awaited<ReturnType<StackAccess["refresh"]>>,
  state: ReadState,
  { access, timeoutMinutes, secrets, now }: StackCheck,
): Promise<Judged> {
  const known = new KnownSecrets();
  for (const text of secrets) known.add(text);
  const ended = refreshProblems(end, events, { stage, stack, timeoutMinutes, now: now(), tell: () => "" });
  if (!state.ok && ended.length === 0) return { refreshed: null, problems: [] };
  const isQuiet = ended.length === 0 && events.changes.length === 0;
  const opened = isQuiet ? state : await access.readState("open");
  if (opened.ok && !isQuiet) known.addFrom(opened.deployment);
  const tell = errorTeller(opened.ok ? opened.deployment : null, known);
  const problems = refreshProblems(end, events, { stage, stack, timeoutMinutes, now: now(), tell }).map((problem) =>
    known.scrub(problem),
  );
  // What was read beside a resource that could not be is as good as ever.
  const isPartial = events.summary !== null && events.errors.some(({ urn }) => urn !== null);
  if (!opened.ok) return { refreshed: null, problems: problems.length > 0 ? problems : [known.scrub(opened.reason)] };
  if (problems.length > 0 && !isPartial) return { refreshed: null, problems };
  const { changes, unread } = events;
  const refreshed = stackDrift({ stack, deployment: opened.deployment, changes, unread, secrets: known });
  return refreshed === null
    ? { refreshed, problems: [...problems, `the state of stack ${stack} changed while it was compared`] }
    : { refreshed, problems };
}

/** Of what was interrupted nobody knows how far it came, so the state is no record of it. */
export function pendingProblems(deployment: Deployment, stack: string): readonly string[] {
  return [...unsettledOperations(deployment, stack), ...unfinishedReplacements(deployment, stack)];
}

function unsettledOperations(deployment: Deployment, stack: string): readonly string[] {
  const pending = deployment.pending_operations;
  if (pending.length === 0) return [];
  const addresses = addressedResources(deployment);
  const named = pending.map(({ type, resource: { urn } }) => `${type} ${addressOf(urn, addresses)}`);
  return [
    `an update of stack ${stack} was interrupted while ${firstOf(named)}: settle it first, with pulumi refresh --stack ${stack}`,
  ];
}

/** The engine deleted them and was to make them again. Its refresh does not look at them, and calls them unchanged. */
function unfinishedReplacements(deployment: Deployment, stack: string): readonly string[] {
  const pending = deployment.resources.filter(({ pendingReplacement }) => pendingReplacement);
  if (pending.length === 0) return [];
  const addresses = addressedResources(deployment);
  const named = pending.map(({ urn }) => addressOf(urn, addresses));
  return [
    `an update of stack ${stack} has deleted ${firstOf(named)} for a replacement that it did not finish: finish it first, with pulumi up --stack ${stack}`,
  ];
}

function addressOf(urn: string, addresses: ReturnType<typeof addressedResources>): string {
  const parsed = parseUrn(urn);
  return addresses.get(urn)?.address ?? (parsed ? `${parsed.type}::${parsed.name}` : urn);
}

/** The first three; the others are counted. */
function firstOf(named: readonly string[]): string {
  const shown = named.slice(0, 3);
  const rest = named.length > shown.length ? ` and ${named.length - shown.length} more` : "";
  return `${andList(shown)}${rest}`;
}
