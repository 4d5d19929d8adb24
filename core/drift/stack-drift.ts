/** From what the engine calls changed in one stack to its findings. */
import type { PlaceState } from "../findings/report.ts";
import type { Deployment } from "../parity/state.ts";
import { addressedResources } from "./addresses.ts";
import type { KnownSecrets } from "./known-secrets.ts";
import { rootOf } from "./property-path.ts";
import type { RefreshedResource } from "./refresh-events.ts";
import { resourceDrift, secretTexts } from "./resource-drift.ts";
import type { DriftDraft, StackDrift } from "./types.ts";

const HIDDEN: PlaceState = { state: "value" };

export interface StackDriftInput {
  /** For the engine's `--stack`. */
  readonly stack: string;
  /** The recorded state, with its secrets open where there are changes. */
  readonly deployment: Deployment;
  readonly changes: readonly RefreshedResource[];
  /** URNs of the resources that their providers could not read. */
  readonly unread: readonly string[];
  /** Those that must not be shown, the state's own among them. Those that the vendor gave in clear are added. */
  readonly secrets: KnownSecrets;
}

/** null where the state has changed between reading it and reading the vendors. */
export function stackDrift({ stack, deployment, changes, unread, secrets }: StackDriftInput): StackDrift | null {
  const known = addressedResources(deployment);
  const drafts: DriftDraft[] = [];
  const urns = new Set(deployment.resources.map(({ urn }) => urn));
  for (const refreshed of changes) {
    const resource = known.get(refreshed.urn);
    if (!resource && !urns.has(refreshed.urn)) return null;
    if (!resource) continue;
    const recorded = { ...resource, stack };
    for (const text of secretTexts(recorded, refreshed)) secrets.add(text);
    drafts.push(...resourceDrift(recorded, refreshed));
  }
  const failed = new Set(unread);
  const compared = [...known.values()].filter(({ state }) => !state.pendingReplacement && !failed.has(state.urn));
  return { drafts: drafts.map((draft) => withoutSecrets(draft, secrets)), compared: compared.length, notes: [] };
}

/** What is a secret elsewhere is not shown here either: not as a value, and not as a key in the path. */
function withoutSecrets(draft: DriftDraft, secrets: KnownSecrets): DriftDraft {
  const { path, recorded, actual } = draft;
  const { pointer: _, ...detail } = draft.detail ?? {};
  if (secrets.occurIn(path)) {
    const property = rootOf(path);
    const outer = secrets.occurIn(property) ? "" : property;
    return { ...draft, path: outer, recorded: HIDDEN, actual: HIDDEN, detail };
  }
  if (!secrets.occurIn([shownIn(recorded), shownIn(actual)])) return draft;
  return { ...draft, recorded: hidden(recorded), actual: hidden(actual), detail };
}

function shownIn(place: PlaceState): unknown {
  return place.state === "value" ? place.value : undefined;
}

function hidden(place: PlaceState): PlaceState {
  return place.state === "value" ? HIDDEN : place;
}
