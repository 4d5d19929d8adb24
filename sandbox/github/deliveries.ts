import { createHmac } from "node:crypto";
import type { Vendor } from "../model.ts";
import type { Internet, WebAnswer } from "../runtime/internet.ts";
import { type Fields, flag, object, text, texts } from "../values.ts";
import { timeStamp } from "./api.ts";
import { kinds } from "./objects.ts";
import { webhookJson } from "./webhook-json.ts";

export interface DeliveryParts {
  readonly vendor: Vendor;
  readonly internet: Internet;
}

export interface WebhookEvent {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** GUID of the delivery; a new one where none is given. The same one again is a redelivery. */
  readonly guid?: string | undefined;
  /** `signature`: somebody else sends it, who does not know the secret. */
  readonly tamper?: "none" | "signature" | undefined;
}

export interface Delivered {
  readonly guid: string;
  /** HTTP status of the receiver; 0 where none answered. */
  readonly status: number;
  readonly response: string;
}

/** docs.github.com, "Handling failed webhook deliveries": a receiver has ten seconds. */
const timeoutMs = 10_000;
/** docs.github.com, "Viewing webhook deliveries": kept for three days. */
const keptMs = 3 * 86_400_000;

/** Sends an event to every active webhook that listens to it. */
export async function deliverEvent(parts: DeliveryParts, event: WebhookEvent): Promise<readonly Delivered[]> {
  const hooks = parts.vendor.store.list(kinds.webhook);
  const listening = hooks.filter(([, hook]) => flag(hook, "active") && listensTo(hook, event.event));
  return await Promise.all(listening.map(([id]) => deliver(parts, id, event)));
}

function listensTo(hook: Fields, event: string): boolean {
  const events = texts(hook, "events");
  return events.includes(event) || events.includes("*");
}

/** GitHub's greeting to a new webhook. */
export async function ping(parts: DeliveryParts, hookId: string): Promise<void> {
  const hook = parts.vendor.store.get(kinds.webhook, hookId);
  if (hook === null) return;
  const payload = {
    zen: "Keep it logically awesome.",
    hook_id: Number(hookId),
    hook: webhookJson(parts.vendor, hookId, hook),
  };
  await deliver(parts, hookId, { event: "ping", payload });
}

/** Sends a kept delivery once more, under the same GUID. */
export async function redeliver(parts: DeliveryParts, delivery: Fields): Promise<void> {
  const request = object(delivery, "request") ?? {};
  const payload = JSON.parse(text(request, "payload")) as Readonly<Record<string, unknown>>;
  await deliver(parts, text(delivery, "hookId"), {
    event: text(delivery, "event"),
    payload,
    guid: text(delivery, "guid"),
  });
}

async function deliver(parts: DeliveryParts, hookId: string, event: WebhookEvent): Promise<Delivered> {
  const { vendor, internet } = parts;
  const configuration = object(vendor.store.get(kinds.webhook, hookId) ?? {}, "configuration") ?? {};
  const guid = event.guid ?? newGuid(vendor);
  const json = JSON.stringify({ ...event.payload, ...missingParts(vendor, event.payload) });
  const isForm = text(configuration, "contentType") !== "json";
  const body = isForm ? `payload=${encodeURIComponent(json)}` : json;
  const secret = event.tamper === "signature" ? "not the secret" : text(configuration, "secret");
  const headers = {
    accept: "*/*",
    "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
    "user-agent": "GitHub-Hookshot/0000000",
    "x-github-delivery": guid,
    "x-github-event": event.event,
    "x-github-hook-id": hookId,
    "x-github-hook-installation-target-id": String(vendor.world.github.repositoryId),
    "x-github-hook-installation-target-type": "repository",
    ...(secret === "" ? {} : signatures(secret, body)),
  };
  const started = vendor.now();
  const clock = performance.now();
  const answer = await sendWithin(internet, { method: "POST", url: text(configuration, "url"), headers, body });
  const seconds = Math.round(performance.now() - clock) / 1_000;
  // What a stranger sends is no delivery of GitHub's.
  if (event.tamper !== "signature") {
    keep(vendor, { hookId, guid, event, started, seconds, answer, request: { headers, payload: json } });
  }
  return { guid, status: answer.status, response: answer.body };
}

/** What GitHub puts into every payload. */
function missingParts(vendor: Vendor, payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { owner, ownerId, ownerType, repository, repositoryId, visibility } = vendor.world.github;
  const account = { login: owner, id: ownerId, type: ownerType };
  const home = {
    id: repositoryId,
    name: repository,
    full_name: `${owner}/${repository}`,
    private: visibility === "private",
  };
  return {
    ...("repository" in payload ? {} : { repository: { ...home, owner: account } }),
    ...("sender" in payload ? {} : { sender: account }),
  };
}

function signatures(secret: string, body: string): Record<string, string> {
  const sign = (algorithm: string): string => createHmac(algorithm, secret).update(body).digest("hex");
  return { "x-hub-signature": `sha1=${sign("sha1")}`, "x-hub-signature-256": `sha256=${sign("sha256")}` };
}

/** Whatever happens is an answer: GitHub shows it and does not try again. */
async function sendWithin(internet: Internet, request: Parameters<Internet["send"]>[0]): Promise<WebAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<WebAnswer>((resolve) => {
    timer = setTimeout(() => resolve({ status: 0, headers: {}, body: "timed out" }), timeoutMs);
  });
  const failed = { status: 0, headers: {}, body: "failed to connect to host" };
  try {
    return await Promise.race([internet.send(request).catch(() => failed), late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Kept {
  readonly hookId: string;
  readonly guid: string;
  readonly event: WebhookEvent;
  readonly started: Date;
  readonly seconds: number;
  readonly answer: WebAnswer;
  readonly request: Fields;
}

function keep(vendor: Vendor, { hookId, guid, event, started, seconds, answer, request }: Kept): void {
  const { store } = vendor;
  const earlier = store.list(kinds.delivery);
  const action = event.payload["action"];
  const old = earlier.filter(([, fields]) => Date.parse(text(fields, "deliveredAt")) < started.getTime() - keptMs);
  const last = Math.max(firstDelivery, ...earlier.map(([key]) => Number(key)));
  store.commit([
    ...old.map(([key]) => ({ kind: kinds.delivery, key, fields: null })),
    {
      kind: kinds.delivery,
      key: String(last + 1),
      fields: {
        hookId,
        guid,
        deliveredAt: timeStamp(started),
        redelivery: earlier.some(([, fields]) => text(fields, "guid") === guid),
        duration: seconds,
        status: statusText(answer),
        statusCode: answer.status === 0 ? noAnswerCode : answer.status,
        event: event.event,
        action: typeof action === "string" ? action : null,
        request,
        response: { headers: answer.headers, payload: answer.body },
      },
    },
  ]);
}

/** GitHub's numbers of deliveries have this size. */
const firstDelivery = 120_000_000_000;
/** What GitHub shows where nobody answered. */
const noAnswerCode = 502;

function statusText({ status, body }: WebAnswer): string {
  if (status === 0) return body;
  return status >= 200 && status < 300 ? "OK" : `Invalid HTTP Response: ${status}`;
}

function newGuid(vendor: Vendor): string {
  const hex = vendor.newId("github delivery", "0123456789abcdef", 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join("-");
}
