import { RELAY_SECRETS_RETRY_MS } from "../core/monitoring/relay-limits.ts";
import type { RelaySettings } from "../core/monitoring/relay-settings.ts";
import type { Parameters, RelayAdapters } from "./adapters.ts";
import { during } from "./deliver.ts";
import { childOf, type Fields, fieldsOf, idOf, textOf } from "./fields.ts";
import { type ParameterCache, validSecrets } from "./parameters.ts";
import { type HttpRequest, readRequest } from "./request.ts";
import { type Answer, forbidden, malformed } from "./response.ts";
import { isSigned, readSignature } from "./signature.ts";

/** Whoever signs correctly may cause a call: the webhook's number is written just after the webhook has been made. */
const HOOK_RETRY_MS = 2_000;

/** What GitHub sent through our webhook, as its signature proves. */
export interface Signed {
  readonly event: string;
  /** GUID of the delivery; a redelivery has the same. */
  readonly delivery: string;
  readonly payload: Fields;
}

/**
 * The checks, cheapest first. Before the signature is known to be right nothing is parsed, and no answer says why.
 */
export async function readSigned(
  event: unknown,
  adapters: Pick<RelayAdapters, "settings" | "clock">,
  parameters: ParameterCache,
): Promise<Signed | Answer> {
  const request = readRequest(event);
  if (request === "too large") return { status: 413, result: "too large" };
  if (request === "malformed") return malformed();
  if (request.method !== "POST") return { status: 405, result: "refused" };
  const known = await parametersThatSigned(request, parameters, adapters);
  if (known === null) return { status: 401, result: "refused" };
  const signed = parseSigned(request);
  if ("status" in signed) return signed;
  return (await refusalOf(request, signed, known, adapters.settings, parameters)) ?? signed;
}

async function parametersThatSigned(
  request: HttpRequest,
  parameters: ParameterCache,
  { clock }: Pick<RelayAdapters, "clock">,
): Promise<Parameters | null> {
  const signature = readSignature(request.headers.get("x-hub-signature-256"));
  if (signature === null) return null;
  const hasSigned = (known: Parameters): boolean => isSigned(request.body, signature, validSecrets(known, clock.now()));
  const known = await during("parameters", parameters.get());
  if (hasSigned(known)) return known;
  const newer = await during("parameters", parameters.newerThan(RELAY_SECRETS_RETRY_MS));
  return newer !== null && hasSigned(newer) ? newer : null;
}

function parseSigned({ headers, body }: HttpRequest): Signed | Answer {
  const event = headers.get("x-github-event") ?? "";
  const delivery = headers.get("x-github-delivery") ?? "";
  if (!/^[a-z_]{1,64}$/.test(event)) return malformed("X-GitHub-Event");
  if (!/^[\da-z-]{8,64}$/i.test(delivery)) return malformed("X-GitHub-Delivery");
  if (!/^application\/json\s*(;|$)/i.test(headers.get("content-type") ?? "")) return malformed("Content-Type");
  const payload = fieldsOf(parseJson(body));
  return payload === null ? malformed("no JSON object") : { event, delivery: delivery.toLowerCase(), payload };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return null;
  }
}

/** Another repository's webhook may have been given the same secret, and one webhook may be made anew. */
async function refusalOf(
  { headers }: HttpRequest,
  { event, payload }: Signed,
  known: Parameters,
  settings: RelaySettings,
  parameters: ParameterCache,
): Promise<Answer | null> {
  const isPing = event === "ping";
  const repository = childOf(payload, "repository");
  const isOurs =
    idOf(repository, "id") === settings.repositoryId &&
    textOf(repository, "full_name")?.toLowerCase() === settings.repository.toLowerCase();
  if (!isOurs && !(isPing && payload["repository"] === undefined)) {
    return forbidden("another repository");
  }
  const hook = headers.get("x-github-hook-id") ?? "";
  const isHook = ({ hookId }: Parameters): boolean => hookId === hook || (hookId === null && isPing);
  if (isHook(known)) return null;
  const newer = await during("parameters", parameters.newerThan(HOOK_RETRY_MS));
  return newer !== null && isHook(newer) ? null : forbidden("another webhook");
}
