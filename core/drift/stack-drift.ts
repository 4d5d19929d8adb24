/** From what the engine calls changed in one stack to its findings. */
import type { PlaceState } from "../findings/report.ts";
import type { Deployment } from "../parity/state.ts";
import { addressedResources } from "./addresses.ts";
import { KnownSecrets } from "./known-secrets.ts";
import type { RefreshedResource } from "./refresh-events.ts";
import { resourceDrift, secretTexts } from "./resource-drift.ts";
import type { DriftDraft, StackDrift } from "./types.ts";

export interface StackDriftInput {
  /** For the engine's `--stack`. */
  readonly stack: string;
  /** The recorded state, with its secrets open where there are changes. */
  readonly deployment: Deployment;
  readonly changes: readonly RefreshedResource[];
  /** URNs of the resources that their providers could not read. */
  readonly unread: readonly string[];
}

/** null where the state has changed between reading it and reading the vendors. */
export function stackDrift({ stack, deployment, changes, unread }: StackDriftInput): StackDrift | null {
  const known = addressedResources(deployment);
  const secrets = new KnownSecrets();
  if (changes.length > 0) secrets.addFrom(deployment);
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
  const compared = known.size - new Set(unread.filter((urn) => known.has(urn))).size;
  return { drafts: drafts.map((draft) => withoutSecrets(draft, secrets)), compared, notes: [] };
}

/** A value that is a secret elsewhere is not shown here either. */
function withoutSecrets(draft: DriftDraft, secrets: KnownSecrets): DriftDraft {
  const { recorded, actual } = draft;
  if (!secrets.occurIn(shownIn(recorded)) && !secrets.occurIn(shownIn(actual))) return draft;
  const { pointer: _, ...detail } = draft.detail ?? {};
  return { ...draft, recorded: hidden(recorded), actual: hidden(actual), detail };
}

function shownIn(place: PlaceState): unknown {
  return place.state === "value" ? place.value : undefined;
}

function hidden(place: PlaceState): PlaceState {
  return place.state === "value" ? { state: "value" } : place;
}
