/** A provider's error about one resource, told without what it may quote. */

import type { Deployment } from "../parity/state.ts";
import { parseUrn } from "../parity/urn.ts";
import { addressedResources } from "./addresses.ts";
import type { KnownSecrets } from "./known-secrets.ts";
import type { RefreshError } from "./refresh-events.ts";
import { SecretPlaces } from "./secret-places.ts";

const LONGEST = 300;

/**
 * `deployment` is null where the state could not be read: then any resource may have secrets. What stands in a secret at the
 * vendor is not known here, so of resources with secrets no word of the vendor's is shown but its status.
 */
export function errorTeller(deployment: Deployment | null, secrets: KnownSecrets): (error: RefreshError) => string {
  const known = deployment === null ? null : addressedResources(deployment);
  return ({ urn, message }) => {
    const resource = known?.get(urn ?? "");
    const name = resource?.address ?? shortName(urn ?? "");
    const hasSecrets = resource === undefined || hasSecretPlaces(resource.state);
    const said = hasSecrets
      ? withoutWords(message)
      : withWords(message, secrets.scrub(plain(message)).slice(0, LONGEST));
    return `the provider could not read ${name}: ${said}`;
  };
}

function hasSecretPlaces({ inputs, outputs, additionalSecretOutputs }: Deployment["resources"][number]): boolean {
  return !new SecretPlaces([inputs, outputs], additionalSecretOutputs ?? []).isEmpty;
}

function shortName(text: string): string {
  const urn = parseUrn(text);
  return urn ? `${urn.type}::${urn.name}` : "a resource";
}

/** One line, without the engine's and Terraform's own beginnings. */
function plain(message: string): string {
  return message
    .replace(/^(?:Preview failed: |error: )/, "")
    .replace(/\d+ errors? occurred:/, "")
    .replaceAll(/\s*[\n\t]\s*\*?\s*/g, " ")
    .trim();
}

/** An HTTP status in its usual surroundings, for example `StatusCode: 403`, `HTTP 403` or `: 403 Forbidden`. */
const STATUS = /(?:status ?code:? ?|HTTP\/?[\d.]* |: )([45]\d\d)\b/i;

const MEANINGS: Readonly<Record<string, string>> = {
  "401": "the credentials were refused",
  "403": "access was refused",
  "404": "it, or what holds it, was not found",
  "429": "too many requests",
};

/** Providers name a timeout or a status as their libraries do; what it means comes first. */
function withWords(message: string, words: string): string {
  const meaning = meaningsOf(message).join(", ");
  return meaning === "" ? words : `${meaning} (${words})`;
}

function withoutWords(message: string): string {
  const status = STATUS.exec(message)?.[1];
  const known = [...(status === undefined ? [] : [`HTTP ${status}`]), ...meaningsOf(message)].join(", ");
  return `${known === "" ? "it answered with an error" : known} (the resource has secrets, so its words are not shown)`;
}

function meaningsOf(message: string): readonly string[] {
  const meaning = MEANINGS[STATUS.exec(message)?.[1] ?? ""];
  const isTimeout = /timed? ?out|deadline exceeded/i.test(message);
  return [...(meaning === undefined ? [] : [meaning]), ...(isTimeout ? ["it did not answer in time"] : [])];
}
