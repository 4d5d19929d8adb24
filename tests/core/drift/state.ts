/** Short ways to write down a recorded resource, what the engine says of it, and what follows. */
import { KnownSecrets } from "../../../core/drift/known-secrets.ts";
import { RefreshEvents, type RefreshedResource } from "../../../core/drift/refresh-events.ts";
import { stackDrift } from "../../../core/drift/stack-drift.ts";
import type { DriftDraft, StackDrift } from "../../../core/drift/types.ts";
import type { Deployment, StateResource } from "../../../core/parity/state.ts";

export const TABLE = "aws:dynamodb/table:Table";
export const QUEUE = "aws:sqs/queue:Queue";
export const PROJECT = "vercel:index/project:Project";
export const VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
export const UNKNOWN_TYPE = "acme:index/thing:Thing";

export type Values = Readonly<Record<string, unknown>>;

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** As events hide it, and a state without passphrase. */
export const closed = { [SIGNATURE]: SECRET, ciphertext: "[secret]" };
/** As `stack export --show-secrets` writes it. */
export const opened = (value: unknown) => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) });

export interface Recorded {
  readonly type?: string;
  readonly name?: string;
  readonly chain?: string;
  readonly inputs?: Values;
  readonly outputs?: Values;
  readonly additionalSecretOutputs?: readonly string[];
  readonly ignoreChanges?: readonly string[];
}

export function recorded(given: Recorded = {}): StateResource {
  const { type = QUEUE, name = "x", chain = type, inputs = {}, outputs = inputs } = given;
  const { additionalSecretOutputs, ignoreChanges } = given;
  const urn = `urn:pulumi:prod::app::${chain}::${name}`;
  return {
    urn,
    type,
    custom: true,
    inputs,
    outputs,
    ...(additionalSecretOutputs ? { additionalSecretOutputs } : {}),
    ...(ignoreChanges ? { ignoreChanges } : {}),
  };
}

/** Where its provider reads no inputs, the engine takes the recorded ones. */
export interface Said {
  readonly op?: RefreshedResource["op"];
  readonly changed?: readonly string[];
  readonly paths?: readonly string[] | null;
  readonly inputs?: Values;
}

export function refreshed(state: StateResource, outputs: Values, said: Said = {}): RefreshedResource {
  const { op = "update", changed = [], paths = null, inputs = state.inputs ?? {} } = said;
  return { urn: state.urn, op, changed, paths, inputs, outputs };
}

export function deploymentOf(...resources: readonly StateResource[]): Deployment {
  return { resources, pending_operations: [] };
}

/** What follows from these changes; the secrets of the state, and these, are known. */
export function driftOf(
  deployment: Deployment,
  changes: readonly RefreshedResource[],
  { unread = [], secrets = [] }: { readonly unread?: readonly string[]; readonly secrets?: readonly string[] } = {},
): StackDrift | null {
  const known = new KnownSecrets();
  known.addFrom(deployment);
  for (const text of secrets) known.add(text);
  return stackDrift({ stack: "prod", deployment, changes, unread, secrets: known });
}

/** The drafts of one resource that the engine calls changed. */
export function draftsOf(given: Recorded, outputs: Values, said: Said = {}): readonly DriftDraft[] {
  const state = recorded(given);
  const found = driftOf(deploymentOf(state), [refreshed(state, outputs, said)]);
  if (found === null) throw new Error("the resource is not in the state");
  return found.drafts;
}

/** What a finding says of a place that holds this. */
export const value = (shown: unknown) => ({ state: "value", value: shown });

export const placesOf = (drafts: readonly DriftDraft[]) =>
  drafts.map(({ path, recorded, actual }) => [path, recorded, actual]);

export const pathsOf = (drafts: readonly DriftDraft[]) => drafts.map(({ path }) => path);

export interface Event {
  readonly op: string;
  readonly urn: string;
  readonly type?: string;
  readonly old?: Values;
  readonly new?: Values;
  readonly diffs?: readonly string[];
  readonly detailedDiff?: Values | null;
}

/** Lines as the engine writes them, its summary counted from the events unless one is given. */
export function linesOf(events: readonly Event[], summary: Values | null = countOf(events)): readonly string[] {
  let sequence = 0;
  const line = (body: Values) => JSON.stringify({ sequence: sequence++, timestamp: 1795513914, ...body });
  const bodies = events.flatMap(({ op, urn, type = QUEUE, ...rest }) => [
    line({ resourcePreEvent: { metadata: { op: "refresh", urn, type, ...rest }, planning: true } }),
    line({ resOutputsEvent: { metadata: { op, urn, type, ...rest }, planning: true } }),
  ]);
  const end =
    summary === null
      ? []
      : [line({ summaryEvent: { resourceChanges: summary, isPreview: true, result: "succeeded" } })];
  return [line({ preludeEvent: { config: {} } }), ...bodies, ...end];
}

export function eventsOf(lines: readonly string[]): RefreshEvents {
  const events = new RefreshEvents();
  for (const line of lines) events.line(line);
  return events;
}

function countOf(events: readonly Event[]): Values {
  const counts: Record<string, number> = {};
  for (const { op } of events) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}
